//! Whoever asks, as far as the web side knows: language, session, what they accept.

use askama::Template;
use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, StatusCode, Uri, header, request::Parts},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use axum_extra::extract::CookieJar;
use cairn_app::{
    App, AppError, Network, SecurityMode, Visit,
    account::{self, Knock, Resumed, Site, Standing},
    stored::{AccountRecord, ProjectRecord},
};
use cairn_domain::Action;

use crate::{
    Web, api, device,
    i18n::Translator,
    network::network,
    problem::{self, WebError},
    security,
    shell::{NavLink, NavProject, NavUser, SessionEnds, Shell, Tab},
    site::site,
    tus,
    watch::Way,
};

/// Name of the session cookie; the prefix makes browsers insist on `Secure`, `Path=/` and no domain.
pub(crate) const SESSION: &str = "__Host-cairn";
/// Name of the cookie by which an account knows a browser; it outlives sessions.
pub(crate) const DEVICE: &str = "__Host-cairn-device";
/// Name of the cookie with the chosen language.
pub(crate) const LANGUAGE: &str = "__Host-cairn-lang";

/// Whoever asks.
#[derive(Clone)]
pub(crate) struct Visitor {
    pub(crate) web: Web,
    pub(crate) t: Translator,
    pub(crate) nonce: String,
    /// Somebody who is signed in for good, with a second factor where one is asked for.
    pub(crate) account: Option<AccountRecord>,
    /// The session behind the request, however far it has got.
    pub(crate) resumed: Option<Resumed>,
    pub(crate) wants_json: bool,
    pub(crate) path: String,
    site: Option<Site>,
    done: Option<String>,
    is_locked_out: bool,
    network: Network,
    device: String,
    known_device: Option<String>,
}

impl Visitor {
    /// Use cases.
    pub(crate) fn app(&self) -> &App {
        &self.web.app
    }

    /// The account, or the way to the sign-in page.
    pub(crate) fn signed_in(&self) -> Result<&AccountRecord, WebError> {
        self.account
            .as_ref()
            .ok_or_else(|| WebError(self.what_is_missing()))
    }

    /// The session of somebody who is signed in.
    pub(crate) fn session(&self) -> Result<&Resumed, WebError> {
        self.signed_in()?;
        self.resumed
            .as_ref()
            .ok_or(WebError(AppError::SignInNeeded))
    }

    /// The next step for somebody who is not signed in, or not for good.
    fn what_is_missing(&self) -> AppError {
        match self.resumed.as_ref().map(|resumed| resumed.standing) {
            Some(Standing::CodeNeeded) => AppError::CodeNeeded,
            Some(Standing::SetupNeeded) => AppError::SecondFactorMissing,
            Some(Standing::Whole) | None => AppError::SignInNeeded,
        }
    }

    /// Who knocks, for passwords and codes.
    pub(crate) fn knock(&self) -> Knock<'_> {
        Knock {
            network: self.network,
            device: &self.device,
            known_device: self.known_device.as_deref(),
        }
    }

    /// The site that passkeys are bound to, if browsers keep any for it.
    pub(crate) fn site(&self) -> Option<&Site> {
        self.site.as_ref()
    }

    /// The frame of a page outside any project. `title` is already in words.
    pub(crate) fn shell(&self, title: impl Into<String>) -> Shell {
        let user = self.account.as_ref().map(|account| NavUser {
            name: account.name.clone(),
        });
        Shell {
            lang: self.t.code(),
            dir: self.t.dir(),
            t: self.t.clone(),
            nonce: self.nonce.clone(),
            title: title.into(),
            user,
            ends: self.session_ends(),
            project: None,
            assets: self.web.assets.clone(),
            notice: self.notice(),
            demo: false,
            unlisted: self.web.settings.is_unlisted(false),
        }
    }

    fn session_ends(&self) -> Option<SessionEnds> {
        let resumed = self.session().ok()?;
        let app = self.app();
        Some(SessionEnds {
            idle_s: app.settings.session_idle_min.saturating_mul(60),
            left_s: (resumed.session.expires_at - app.clock.now()).num_seconds(),
            draft_key: resumed.draft_key,
        })
    }

    /// The frame of a page for anybody that belongs to a project.
    pub(crate) fn shell_for(&self, project: &ProjectRecord, title: impl Into<String>) -> Shell {
        let (code, name) = (project.code.to_string(), project.name.clone());
        Shell {
            project: Some(NavProject {
                code,
                name,
                links: Vec::new(),
            }),
            demo: project.is_demo,
            unlisted: self.web.settings.is_unlisted(project.is_demo),
            ..self.shell(title)
        }
    }

    /// The frame of a page inside a project.
    pub(crate) fn shell_in(
        &self,
        visit: &Visit,
        tab: Option<Tab>,
        title: impl Into<String>,
    ) -> Shell {
        let code = visit.project.code.to_string();
        let sees = |candidate: &Tab| match candidate {
            Tab::Members => visit.may(Action::Administer),
            Tab::Duplicates => visit.may(Action::AnswerMatch),
            _ => visit.may(Action::ViewItems),
        };
        let link = |candidate: Tab| NavLink {
            label: self.t.get(format!("nav-{}", candidate.path())),
            href: format!("/projects/{code}/{}", candidate.path()),
            current: tab == Some(candidate),
        };
        let links = Tab::ALL.into_iter().filter(sees).map(link).collect();
        let name = visit.project.name.clone();
        Shell {
            project: Some(NavProject {
                code: code.clone(),
                name,
                links,
            }),
            demo: visit.project.is_demo,
            ..self.shell(title)
        }
    }

    /// What was just done, from `?done=`; only words the server knows are ever shown.
    fn notice(&self) -> Option<String> {
        let key = format!("done-{}", self.done.as_deref()?);
        self.t.knows(&key).then(|| self.t.get(key))
    }
}

/// Renders a page.
pub(crate) fn page(template: &impl Template) -> Result<Response, WebError> {
    page_with(StatusCode::OK, template)
}

/// Renders a page with a status.
pub(crate) fn page_with(
    status: StatusCode,
    template: &impl Template,
) -> Result<Response, WebError> {
    let html = template.render().map_err(AppError::internal)?;
    Ok((status, [(header::CACHE_CONTROL, "no-store")], Html(html)).into_response())
}

impl FromRequestParts<Web> for Visitor {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, WebError> {
        let visitor = parts.extensions.get::<Self>().cloned();
        visitor.ok_or_else(|| AppError::Internal("the visitor layer is missing".into()).into())
    }
}

/// The outermost layer: finds out who asks, and turns errors into pages or problem documents.
pub(crate) async fn recognise(
    State(web): State<Web>,
    mut request: Request,
    next: Next,
) -> Response {
    // The body cannot be shared between threads while we wait for the database; the head can.
    let (uri, headers) = (request.uri().clone(), request.headers().clone());
    let way = Way::of(&request);
    let network = network(&request, &web.settings.trusted_proxies);
    request.extensions_mut().insert(network);
    let visitor = match visitor(web, &uri, &headers, network).await {
        Ok(visitor) => visitor,
        Err(error) => return unrecognised(error),
    };
    request.extensions_mut().insert(visitor.clone());
    let mut response = if visitor.is_locked_out {
        WebError(AppError::Locked).into_response()
    } else {
        next.run(request).await
    };
    let raised = response.extensions_mut().remove::<problem::Raised>();
    let who = visitor.account.as_ref().map(|account| account.id);
    let why = raised.as_ref().map(problem::Raised::kind);
    way.note(who, why, response.status());
    if let Some(error) = raised {
        response = problem::present(&visitor, &error);
    }
    tus::sign(&visitor.path, response.headers_mut());
    let hosts = response.extensions_mut().remove().unwrap_or_default();
    security::protect(&visitor.nonce, &hosts, response.headers_mut());
    response
}

/// While sessions or keys cannot be read nobody is told apart, and nothing is shown to anybody.
fn unrecognised(error: WebError) -> Response {
    tracing::error!(error = ?error.0, "nobody can be recognised");
    let mut response = error.into_response();
    let nobodys = security::TileHosts::default();
    security::protect("none", &nobodys, response.headers_mut());
    response
}

async fn visitor(
    web: Web,
    uri: &Uri,
    headers: &HeaderMap,
    network: Network,
) -> Result<Visitor, WebError> {
    let jar = CookieJar::from_headers(headers);
    let query = uri.query().unwrap_or_default();
    let asked = |name| query_value(query, name);
    let language = asked("lang").or_else(|| jar.get(LANGUAGE).map(|c| c.value().to_owned()));
    let is_locked = web.app.mode() == SecurityMode::Locked;
    let resumed = match jar.get(SESSION) {
        // No key may be made again while the instance is locked.
        _ if is_locked => None,
        Some(cookie) => account::resume_session(&web.app, cookie.value()).await?,
        None => None,
    };
    let whole = resumed
        .as_ref()
        .filter(|resumed| resumed.standing == Standing::Whole);
    Ok(Visitor {
        t: web.locales.get(language.as_deref()),
        nonce: hex::encode(web.app.dice.bytes::<16>()),
        account: whole.map(|resumed| resumed.account.clone()),
        resumed,
        is_locked_out: is_locked && security::locks_out(uri.path()),
        network,
        device: device::words(headers),
        known_device: jar.get(DEVICE).map(|cookie| cookie.value().to_owned()),
        wants_json: wants_json(headers) || tus::is_under(uri.path()) || api::is_under(uri.path()),
        path: uri.path().to_owned(),
        site: site(&web.settings, headers),
        done: asked("done"),
        web,
    })
}

fn query_value(query: &str, name: &str) -> Option<String> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .filter(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
        .next()
}

fn wants_json(headers: &HeaderMap) -> bool {
    let accept = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("json") && !accept.contains("text/html"))
}
