//! The proxy that the operators' guide ships, in front of the real server: nginx is started with that very file,
//! its names, paths and ports changed, and asked by programs of others what it speaks.

mod cairn;
#[path = "../listening/mod.rs"]
mod listening;
mod proxy;
#[path = "../repository/mod.rs"]
mod repository;

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
};

use cairn::Cairn;
use proxy::{Proxy, Said, openssl};

/// No nginx, no proxy: a developer's machine may have none, whoever runs everything has one.
fn proxy() -> Option<Proxy> {
    match Proxy::start() {
        Ok(proxy) => Some(proxy),
        Err(why) if std::env::var_os("CI").is_none() => {
            eprintln!("skipped: {why}");
            None
        }
        Err(why) => panic!("{why}"),
    }
}

/// What a client that takes anything gets, and what it does not.
fn speaks_strong_tls_alone(server: SocketAddr) {
    for version in ["-tls1_2", "-tls1_3"] {
        let said = openssl(server, &[version]);
        assert!(said.contains("Cipher is "), "{version}: {said}");
        assert!(!said.contains("Cipher is (NONE)"), "{version}: {said}");
    }
    let weak = "ALL:@SECLEVEL=0";
    for version in ["-tls1", "-tls1_1"] {
        let said = openssl(server, &[version, "-cipher", weak]);
        assert!(said.contains("Cipher is (NONE)"), "{version}: {said}");
    }
    for ciphers in [
        "AES128-SHA",
        "AES256-GCM-SHA384",
        "ECDHE-RSA-AES128-SHA",
        "ECDHE-RSA-AES256-SHA384",
    ] {
        let said = openssl(server, &["-tls1_2", "-cipher", ciphers]);
        assert!(said.contains("Cipher is (NONE)"), "{ciphers}: {said}");
    }
    // Of two that the client offers, weaker first, the stronger is taken.
    let both = "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384";
    let said = openssl(server, &["-tls1_2", "-cipher", both]);
    let strong = "Cipher is ECDHE-RSA-AES256-GCM-SHA384";
    assert!(said.contains(strong), "{said}");
}

#[test]
fn the_proxy_speaks_tls_1_2_and_1_3_alone_with_strong_ciphers() {
    let Some(proxy) = proxy() else { return };
    speaks_strong_tls_alone(proxy.https);
}

#[test]
fn the_program_itself_speaks_tls_1_2_and_1_3_alone_and_nothing_in_the_clear() {
    let directory = tempfile::tempdir().expect("a folder");
    let cairn = Cairn::start(directory.path());
    speaks_strong_tls_alone(cairn.address);
    let mut stream = TcpStream::connect(cairn.address).expect("connects");
    let asked = stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: t\r\nconnection: close\r\n\r\n");
    asked.expect("writes");
    let mut said = Vec::new();
    // It may be cut off before it is read; what matters is that nothing of HTTP came back.
    let _ended = stream.read_to_end(&mut said);
    let said = String::from_utf8_lossy(&said);
    assert!(!said.contains("HTTP/1.1"), "{said}");
}

#[test]
fn the_proxy_talks_tls_with_the_program_and_checks_who_it_is() {
    let Some(proxy) = proxy() else { return };
    let page = proxy.secure("GET", "/healthz", &[]);
    assert_eq!(page.status, 200, "{}", page.head);
    // Another root vouches for nobody here: nothing is talked to.
    proxy.take_another_root();
    let page = proxy.secure("GET", "/healthz", &[]);
    assert_eq!(page.status, 502, "{}", page.head);
}

#[test]
fn pages_are_led_to_https_and_programs_are_turned_away() {
    let Some(proxy) = proxy() else { return };
    for path in ["/", "/incidents?type=attack", "/login"] {
        let Said { status, head, .. } = proxy.plain("GET", path);
        assert_eq!(status, 301, "{path}: {head}");
        let way = format!("location: https://cairn.example.org{path}\r\n");
        assert!(head.contains(&way), "{path}: {head}");
    }
    for (method, path) in [
        ("GET", "/api/v1/projects/AFG/items"),
        ("POST", "/uploads"),
        ("PATCH", "/uploads/abc"),
    ] {
        let Said { status, head, .. } = proxy.plain(method, path);
        assert_eq!(status, 403, "{path}: {head}");
        assert!(!head.contains("location:"), "{path}: {head}");
    }
}

#[test]
fn what_comes_through_the_proxy_is_the_program_with_its_headers_and_its_limits() {
    let Some(proxy) = proxy() else { return };
    let page = proxy.secure("GET", "/login", &[]);
    assert_eq!(page.status, 200, "{}", page.head);
    let secure = "strict-transport-security: max-age=63072000; includesubdomains";
    assert!(page.head.contains(secure), "{}", page.head);
    assert!(
        page.head
            .contains("content-security-policy: default-src 'none'")
    );
    assert!(
        !page.head.contains("\r\nserver: nginx/"),
        "no version: {}",
        page.head
    );

    // Forms of the site's own pass, those of others do not: the host comes through unchanged.
    let own = ("origin", "https://cairn.example.org");
    let foreign = ("origin", "https://evil.example");
    let passes = proxy.secure("POST", "/receipt", &[own]);
    assert_ne!(passes.status, 403, "{}", passes.head);
    assert_eq!(proxy.secure("POST", "/receipt", &[foreign]).status, 403);

    // The proxy is believed, and whoever knocks says nothing about it: one client, one count.
    let mut statuses = Vec::new();
    for number in 0..4 {
        let claimed = format!("203.0.113.{number}");
        let from = ("x-forwarded-for", claimed.as_str());
        statuses.push(proxy.secure("POST", "/receipt", &[own, from]).status);
    }
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
    let elsewhere = proxy.secure_from("127.0.0.2", "POST", "/receipt", &[own]);
    assert_ne!(elsewhere.status, 429, "{}", elsewhere.head);
}
