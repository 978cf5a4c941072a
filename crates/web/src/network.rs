//! Where a request comes from, for counting and nothing else: what is made here can be compared
//! and not shown, so that no page, row or log line can hold it.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, Request},
    http::{HeaderMap, HeaderName},
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
    routing::MethodRouter,
};
use cairn_app::{AppError, Attempt, Network};
use ipnet::IpNet;

use crate::{Web, problem::WebError, visitor::Visitor};

const FORWARDED: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The network behind a request: the peer, or what a proxy that the operator trusts says of it.
pub(crate) fn network(request: &Request, trusted: &[IpNet]) -> Network {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map(|info| info.0.ip().to_canonical());
    Network::of(peer.map(|peer| client(peer, request.headers(), trusted)))
}

/// Each proxy adds whom it heard from at the end, so the list is read from there, as far as trust
/// reaches. What anybody else wrote into the header is not looked at.
fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: &IpAddr| trusted.iter().any(|net| net.contains(address));
    let lines: Vec<_> = headers.get_all(FORWARDED).iter().collect();
    let hops = lines.iter().rev().flat_map(|line| {
        let line = line.to_str().unwrap_or_default();
        line.rsplit(',').map(str::trim).collect::<Vec<_>>()
    });
    let mut heard_from = peer;
    for hop in hops {
        if !is_trusted(&heard_from) {
            break;
        }
        match hop.parse::<IpAddr>() {
            Ok(address) => heard_from = address.to_canonical(),
            Err(_) => break,
        }
    }
    heard_from
}

/// Counts requests through a door before their body is read.
pub(crate) fn limited(attempt: Attempt, handlers: MethodRouter<Web>) -> MethodRouter<Web> {
    handlers.layer(from_fn(move |request: Request, next: Next| {
        count(attempt, request, next)
    }))
}

/// Members by their account, from wherever they come; strangers by their network.
fn count_who(visitor: &Visitor, network: Network, attempt: Attempt) -> Result<(), AppError> {
    let is_of_members = matches!(attempt, Attempt::Solve | Attempt::Change);
    match &visitor.account {
        Some(member) if is_of_members || attempt == Attempt::Download => {
            visitor.app().count_member(attempt, member.id)
        }
        // The door behind says what is missing.
        None if is_of_members => Ok(()),
        _ => visitor.app().count(attempt, network),
    }
}

async fn count(attempt: Attempt, request: Request, next: Next) -> Response {
    let extensions = request.extensions();
    let counted = match (extensions.get::<Visitor>(), extensions.get::<Network>()) {
        (Some(visitor), Some(network)) => count_who(visitor, *network, attempt),
        _ => Err(AppError::Internal("the visitor layer is missing".into())),
    };
    match counted {
        Ok(()) => next.run(request).await,
        Err(error) => WebError(error).into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &[&'static str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append(FORWARDED, line.parse().expect("a value"));
        }
        let trusted: Vec<IpNet> = trusted.iter().map(|n| n.parse().expect("a net")).collect();
        client(peer.parse().expect("an address"), &headers, &trusted).to_string()
    }

    #[test]
    fn a_stranger_cannot_say_where_they_come_from() {
        assert_eq!(seen("192.0.2.7", &["198.51.100.1"], &[]), "192.0.2.7");
        let local = ["127.0.0.0/8"];
        assert_eq!(seen("192.0.2.7", &["198.51.100.1"], &local), "192.0.2.7");
    }

    #[test]
    fn a_trusted_proxy_is_believed_as_far_as_trust_reaches() {
        let trusted = ["127.0.0.1/32", "10.0.0.0/8"];
        let told = |lines: &[&'static str]| seen("127.0.0.1", lines, &trusted);
        assert_eq!(told(&["203.0.113.9"]), "203.0.113.9");
        assert_eq!(told(&["6.6.6.6, 203.0.113.9, 10.1.2.3"]), "203.0.113.9");
        assert_eq!(told(&["6.6.6.6", "203.0.113.9"]), "203.0.113.9");
        assert_eq!(told(&["2001:db8::9"]), "2001:db8::9");
        assert_eq!(told(&["nonsense"]), "127.0.0.1");
        assert_eq!(told(&[]), "127.0.0.1");
    }
}
