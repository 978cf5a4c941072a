//! Where browsers find this instance, as far as passkeys must know.

use axum::http::{HeaderMap, header};
use cairn_app::account::Site;

use crate::state::WebSettings;

/// The site that passkeys are bound to: the first origin that the operator named. Without one it is
/// this machine alone, for whoever tries Cairn out; a name that only the browser gives is no setting.
pub(crate) fn site(settings: &WebSettings, headers: &HeaderMap) -> Option<Site> {
    if let Some(origin) = settings.trusted_origins.first() {
        return Site::of(origin);
    }
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let name = host.split(':').next()?;
    let is_here = name == "localhost";
    is_here.then(|| Site::of(&format!("http://{host}")))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_operator_names_the_site_and_the_browser_does_not() {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, "elsewhere.example".parse().expect("a host"));
        let mut settings = WebSettings::default();
        assert!(site(&settings, &headers).is_none());
        settings.trusted_origins = vec!["https://cairn.example".to_owned()];
        assert!(site(&settings, &headers).is_some());
        settings.trusted_origins.clear();
        headers.insert(header::HOST, "localhost:8080".parse().expect("a host"));
        assert!(site(&settings, &headers).is_some(), "to try it out");
    }
}
