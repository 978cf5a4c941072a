//! Every route with the door that guards it. The list is the router; the authorisation matrix test
//! walks the same list, so a route cannot be forgotten.

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::from_fn_with_state,
    routing::{MethodRouter, delete, get, head, options, patch, post},
};
use cairn_app::{AppError, Attempt};
use cairn_domain::Action;
use tower_http::{catch_panic::CatchPanicLayer, csrf::CsrfLayer};

use crate::{
    Web, api, assets,
    network::limited,
    packing::{packed, shared},
    pages,
    problem::WebError,
    proof::{self, proved},
    security::writing,
    slow_body::hurry,
    visitor::recognise,
};

/// Who may come in, as declared; the use case behind it decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// Anybody.
    Anyone,
    /// Anybody with an account.
    SignedIn,
    /// Whoever runs the instance; 404 for everyone else.
    Operator,
    /// Members of the project whose role may do this; 404 for everyone else who may not see items,
    /// 409 with the reason for members who may see but not do it.
    Member(Action),
    /// Members in the one role that the project names to open sealed metadata; 404 for everyone else.
    SealedReader,
    /// Programs with a token whose scope and owner may do this; sessions are of no use here.
    Program(Action),
}

/// One route.
pub struct Route {
    /// `GET` or `POST`, and a few more for uploads.
    pub method: &'static str,
    /// Path in axum's notation.
    pub path: &'static str,
    /// Who may come in.
    pub door: Door,
    /// Whether the password or a code must have been given within the last ten minutes.
    pub is_proved: bool,
    /// Whether a form is taken even where the instance is read-only: it changes nothing but who is
    /// signed in and what they look at.
    pub is_reading: bool,
    /// Whether the answer is packed for whoever can read it so.
    is_packed: bool,
    /// Whether pages of any site may read the answer.
    is_shared: bool,
    handler: fn() -> MethodRouter<Web>,
}

const fn at(
    method: &'static str,
    path: &'static str,
    door: Door,
    handler: fn() -> MethodRouter<Web>,
) -> Route {
    Route {
        method,
        path,
        door,
        is_proved: false,
        is_reading: false,
        is_packed: false,
        is_shared: false,
        handler,
    }
}

impl Route {
    /// The same for those alone who gave their password or a code within the last ten minutes.
    const fn proved(mut self) -> Self {
        self.is_proved = true;
        self
    }

    /// The same, packed: nothing in the answer is a secret, whoever asks.
    const fn packed(mut self) -> Self {
        self.is_packed = true;
        self
    }

    /// The same, for programs: packed, and open to pages of any site.
    const fn shared(mut self) -> Self {
        self.is_shared = true;
        self.packed()
    }

    /// The same where the instance is read-only too.
    const fn reading(mut self) -> Self {
        self.is_reading = true;
        self
    }
}

use Action as A;
use Door::{Anyone, Member, Operator, Program, SealedReader, SignedIn};

/// Every route there is.
#[rustfmt::skip]
pub const ROUTES: &[Route] = &[
    // What anybody may read.
    at("GET", "/", Anyone, || get(pages::public::map)).packed(),
    at("GET", "/incidents", Anyone, || get(pages::public::list)).packed(),
    at("GET", "/incidents/{id}", Anyone, || get(pages::public::incident)).packed(),
    at("GET", "/incidents/{id}/card.png", Anyone, || get(pages::public::card)),
    at("GET", "/incidents/{id}/run.json", Anyone, || get(pages::public::run)).shared(),
    at("GET", "/analysis", Anyone, || get(pages::analysis::public)).packed(),
    at("GET", "/analysis/{table}", Anyone, || get(pages::analysis::public_csv)).shared(),
    at("GET", "/claims", Anyone, || get(pages::analysis::public_claims)).packed(),
    at("GET", "/dataset", Anyone, || get(pages::public::dataset)).packed(),
    at("GET", "/about", Anyone, || get(pages::public::about)).packed(),
    at("GET", "/methodology", Anyone, || get(pages::public::methodology)).packed(),
    at("GET", "/data/incidents.csv", Anyone, || limited(Attempt::Download, get(pages::public::csv))).shared(),
    at("GET", "/data/incidents.geojson", Anyone, || limited(Attempt::Download, get(pages::public::geojson))).shared(),
    at("GET", "/releases/key", Anyone, || get(pages::releases::key)).shared(),
    at("GET", "/data/incidents.json", Anyone, || get(pages::public::json)).shared(),
    at("GET", "/data/incidents.jsonl", Anyone, || limited(Attempt::Download, get(pages::public::json_lines))).shared(),
    at("GET", "/data/incidents.parquet", Anyone, || limited(Attempt::Download, get(pages::public::parquet))).shared(),
    at("GET", "/data/dataset.sqlite", Anyone, || limited(Attempt::Download, get(pages::public::sqlite))).shared(),
    at("GET", "/data/incidents.xlsx", Anyone, || limited(Attempt::Download, get(pages::public::workbook))).shared(),
    at("GET", "/data/months.json", Anyone, || get(pages::public::months)).shared(),
    at("GET", "/data/filter.json", Anyone, || get(pages::public::manifest)).shared(),
    at("GET", "/data/columns.bin", Anyone, || get(pages::public::columns)).shared(),
    at("GET", "/data/cells.json", Anyone, || get(pages::public::cells)).shared(),
    at("GET", "/feed.atom", Anyone, || get(pages::public::atom)).shared(),
    at("GET", "/feed.json", Anyone, || get(pages::public::json_feed)).shared(),
    at("GET", "/sitemap.xml", Anyone, || get(pages::public::sitemap)).packed(),
    at("GET", "/robots.txt", Anyone, || get(pages::public::robots)),
    at("GET", "/embed/map", Anyone, || get(pages::public::embed_map)).packed(),
    at("GET", "/embed/chart/{name}", Anyone, || get(pages::public::embed_chart)).packed(),
    at("GET", "/releases/{version}", Anyone, || get(pages::public::release)).packed(),
    at("GET", "/latest", Anyone, || get(pages::public::latest)).shared(),
    at("GET", "/latest/{name}", Anyone, || get(pages::public::latest_file)).shared(),
    at("GET", "/releases/{version}/{name}", Anyone, || get(pages::public::release_file)).shared(),
    at("GET", "/media/{sha256}", Anyone, || get(pages::public::media)),
    // Handing in and coming back.
    at("GET", "/submit", Anyone, || get(pages::submit::form)),
    at("POST", "/submit", Anyone, || limited(Attempt::Submit, post(pages::submit::send))),
    at("GET", "/submit/{code}", Anyone, || get(pages::submit::form_for)),
    at("POST", "/submit/{code}", Anyone, || limited(Attempt::Submit, post(pages::submit::send_for))),
    at("OPTIONS", "/uploads", Anyone, || options(pages::uploads::abilities)).reading(),
    at("POST", "/uploads", Anyone, || limited(Attempt::Upload, post(pages::uploads::begin))),
    at("HEAD", "/uploads/{name}", Anyone, || head(pages::uploads::standing)).reading(),
    at("PATCH", "/uploads/{name}", Anyone, || patch(pages::uploads::append)),
    at("POST", "/uploads/{name}", Anyone, || post(pages::uploads::overridden)),
    at("DELETE", "/uploads/{name}", Anyone, || delete(pages::uploads::remove)),
    at("GET", "/receipt", Anyone, || get(pages::receipt::ask)),
    at("POST", "/receipt", Anyone, || limited(Attempt::Receipt, post(pages::receipt::show))).reading(),
    at("GET", "/receipt/new", Anyone, || get(pages::receipt::fresh)),
    at("POST", "/receipt/note", Anyone, || limited(Attempt::Receipt, post(pages::receipt::note))),
    at("POST", "/receipt/reply", Anyone, || limited(Attempt::Receipt, post(pages::receipt::reply))),
    at("POST", "/receipt/add", Anyone, || limited(Attempt::Receipt, post(pages::receipt::add))),
    at("POST", "/receipt/consent", Anyone, || limited(Attempt::Receipt, post(pages::receipt::consent))),
    at("POST", "/receipt/withdraw", Anyone, || limited(Attempt::Receipt, post(pages::receipt::withdraw))),
    // Accounts.
    at("GET", "/login", Anyone, || get(pages::sign_in::form)),
    at("POST", "/login", Anyone, || post(pages::sign_in::sign_in)).reading(),
    at("GET", "/login/code", Anyone, || get(pages::sign_in::code_form)),
    at("POST", "/login/code", Anyone, || post(pages::sign_in::give_code)).reading(),
    at("POST", "/login/passkey/begin", Anyone, || post(pages::sign_in::begin_with_passkey)).reading(),
    at("POST", "/login/passkey", Anyone, || post(pages::sign_in::sign_in_with_passkey)).reading(),
    at("POST", "/logout", Anyone, || post(pages::sign_in::sign_out)).reading(),
    at("POST", "/language", Anyone, || post(pages::sign_in::language)).reading(),
    at("GET", "/join", Anyone, || get(pages::invitation::ask)),
    at("POST", "/join", Anyone, || post(pages::invitation::show)).reading(),
    at("POST", "/join/accept", Anyone, || post(pages::invitation::accept)),
    at("GET", "/invitation/{secret}", Anyone, || get(pages::invitation::old)),
    at("GET", "/account", SignedIn, || get(pages::account::show)),
    at("GET", "/account/care", SignedIn, || get(pages::care::show)),
    at("POST", "/account/care", SignedIn, || post(pages::care::save)),
    at("POST", "/account/break", SignedIn, || post(pages::care::rest)),
    at("POST", "/account/password", SignedIn, || post(pages::account::change_password)),
    at("POST", "/account/proof", SignedIn, || post(proof::give)).reading(),
    at("GET", "/account/second-factor", SignedIn, || get(pages::account::setup)),
    at("POST", "/account/second-factor", SignedIn, || post(pages::account::confirm)).proved(),
    at("GET", "/account/passkeys", SignedIn, || get(pages::account::passkeys)).proved(),
    at("POST", "/account/passkeys/begin", SignedIn, || post(pages::account::begin_passkey)).proved(),
    at("POST", "/account/passkeys", SignedIn, || post(pages::account::add_passkey)).proved(),
    at("POST", "/account/passkeys/remove", SignedIn, || post(pages::account::remove_passkey)).proved(),
    at("POST", "/account/recovery-codes", SignedIn, || post(pages::account::renew_recovery_codes)).proved(),
    at("POST", "/account/tokens", SignedIn, || post(pages::account::create_token)).proved(),
    at("POST", "/account/tokens/revoke", SignedIn, || post(pages::account::revoke_token)).reading(),
    at("POST", "/account/sessions/end", SignedIn, || post(pages::account::end_session)).proved().reading(),
    at("POST", "/account/sessions/end-others", SignedIn, || post(pages::account::end_other_sessions)).proved().reading(),
    at("GET", "/projects", SignedIn, || get(pages::projects::list)),
    at("GET", "/accounts", Operator, || get(pages::accounts::show)),
    at("POST", "/accounts/disable", Operator, || post(pages::accounts::disable)).proved(),
    at("POST", "/accounts/enable", Operator, || post(pages::accounts::enable)).proved(),
    at("POST", "/accounts/end-sessions", Operator, || post(pages::accounts::end_sessions)).proved(),
    at("GET", "/audit", Operator, || get(pages::audit::show)),
    at("GET", "/audit.csv", Operator, || limited(Attempt::Download, get(pages::audit::csv))),
    at("GET", "/my/submissions", SignedIn, || get(pages::projects::my_submissions)),
    // A project's team.
    at("GET", "/projects/{code}/queue", Member(A::ViewItems), || get(pages::queue::show)),
    at("POST", "/projects/{code}/queue/next", Member(A::Claim), || post(pages::care::next)),
    at("GET", "/projects/{code}/sign-off", Member(A::ViewItems), || get(pages::sign_off::desk)),
    at("GET", "/projects/{code}/sign-off/{short}", Member(A::ViewItems), || get(pages::sign_off::dossier)),
    at("GET", "/projects/{code}/sun", Member(A::ViewItems), || limited(Attempt::Solve, get(pages::sun_day::show))),
    at("GET", "/projects/{code}/items/{short}", Member(A::ViewItems), || get(pages::item::show)),
    at("POST", "/projects/{code}/items/{short}/claim", Member(A::Claim), || post(pages::item::claim)),
    at("POST", "/projects/{code}/items/{short}/release", Member(A::Claim), || post(pages::item::release)),
    at("POST", "/projects/{code}/items/{short}/triage", Member(A::Triage), || post(pages::item::triage)),
    at("POST", "/projects/{code}/items/{short}/geolocation", Member(A::RecordFinding), || post(pages::item::geolocation)),
    at("POST", "/projects/{code}/items/{short}/chronolocation", Member(A::RecordFinding), || post(pages::item::chronolocation)),
    at("GET", "/projects/{code}/items/{short}/custody.zip", Member(A::Certify), || limited(Attempt::Download, get(pages::certificate::download))).proved(),
    at("GET", "/projects/{code}/items/{short}/findings/{finding}/proof.svg", Member(A::ViewItems), || get(pages::item::proof_svg)),
    at("GET", "/projects/{code}/items/{short}/findings/{finding}/proof.png", Member(A::ViewItems), || get(pages::item::proof_png)),
    at("POST", "/projects/{code}/items/{short}/drafts/{form}", Member(A::Comment), || post(pages::item::keep_draft)),
    at("POST", "/projects/{code}/items/{short}/references", Member(A::RecordFinding), || post(pages::item::add_reference)),
    at("GET", "/projects/{code}/items/{short}/references/{number}", Member(A::ViewItems), || get(pages::item::reference)),
    at("GET", "/projects/{code}/items/{short}/shadow", Member(A::ViewItems), || limited(Attempt::Solve, get(pages::shadow::show))),
    at("POST", "/projects/{code}/items/{short}/shadow", Member(A::RecordFinding), || post(pages::shadow::keep)),
    at("GET", "/projects/{code}/items/{short}/shadow/where", Member(A::ViewItems), || limited(Attempt::Solve, get(pages::shadow::show_place))),
    at("GET", "/projects/{code}/items/{short}/shadow/where.geojson", Member(A::ViewItems), || limited(Attempt::Solve, get(pages::shadow::geojson))),
    at("GET", "/projects/{code}/items/{short}/shadow/run.json", Member(A::ViewItems), || limited(Attempt::Solve, get(pages::shadow::run))),
    at("POST", "/projects/{code}/items/{short}/shadow/where", Member(A::RecordFinding), || post(pages::shadow::keep_place)),
    at("POST", "/projects/{code}/items/{short}/move", Member(A::Move), || post(pages::item::take_move)),
    at("POST", "/projects/{code}/items/{short}/settle", Member(A::Settle), || post(pages::item::settle)),
    at("POST", "/projects/{code}/items/{short}/object", Member(A::Object), || post(pages::item::object)),
    at("POST", "/projects/{code}/items/{short}/answer", Member(A::Object), || post(pages::item::answer)),
    at("POST", "/projects/{code}/items/{short}/sign-off", Member(A::SignOff), || post(pages::item::sign_off)).proved(),
    at("POST", "/projects/{code}/items/{short}/match", Member(A::AnswerMatch), || post(pages::item::answer_match)),
    at("POST", "/projects/{code}/items/{short}/comment", Member(A::Comment), || post(pages::item::comment)),
    at("POST", "/projects/{code}/items/{short}/ask", Member(A::AskSubmitter), || post(pages::item::ask_submitter)),
    at("POST", "/projects/{code}/items/{short}/reveal", Member(A::ViewItems), || post(pages::reveal::step)).reading(),
    at("POST", "/projects/{code}/items/{short}/cover", Member(A::ViewItems), || post(pages::reveal::cover)).reading(),
    at("POST", "/projects/{code}/items/{short}/retract", Member(A::Retract), || post(pages::item::retract)).proved(),
    at("GET", "/projects/{code}/items/{short}/files/{sha256}", Member(A::ViewOriginal), || limited(Attempt::Download, get(pages::item_files::original))),
    at("POST", "/projects/{code}/items/{short}/files/{sha256}", Member(A::ViewOriginal), || limited(Attempt::Download, post(pages::item_files::original_warned))).reading(),
    at("GET", "/projects/{code}/items/{short}/files/{sha256}/frames", Member(A::ViewItems), || get(pages::item::frames)),
    at("POST", "/projects/{code}/items/{short}/files/{sha256}/frames", Member(A::RecordFinding), || post(pages::item::keep_frame)),
    at("GET", "/projects/{code}/items/{short}/files/{sha256}/redact", Member(A::Redact), || get(pages::redact::show)),
    at("POST", "/projects/{code}/items/{short}/files/{sha256}/redact", Member(A::Redact), || post(pages::redact::record)),
    at("POST", "/projects/{code}/items/{short}/files/{sha256}/redact/confirm", Member(A::Redact), || post(pages::redact::confirm)),
    at("POST", "/projects/{code}/items/{short}/files/{sha256}/seen-before", Member(A::ViewItems), || post(pages::matches::ask_by_frame)),
    at("POST", "/projects/{code}/items/{short}/files/{sha256}/sealed", SealedReader, || post(pages::item::open_sealed)).proved(),
    at("GET", "/projects/{code}/items/{short}/media/{sha256}", Member(A::ViewItems), || get(pages::item_files::derivative)),
    at("GET", "/projects/{code}/map/boundaries.json", Member(A::ViewItems), || get(pages::map::boundaries)),
    at("GET", "/projects/{code}/map/layers/{layer}/file", Member(A::ViewItems), || get(pages::map::file)),
    at("GET", "/projects/{code}/map/layers/{layer}/{z}/{x}/{y}", Member(A::ViewItems), || get(pages::map::tile)),
    at("GET", "/projects/{code}/matches/{id}", Member(A::ViewItems), || get(pages::matches::compare)),
    at("POST", "/projects/{code}/matches/{id}", Member(A::AnswerMatch), || post(pages::matches::answer)),
    at("GET", "/projects/{code}/duplicates", Member(A::AnswerMatch), || get(pages::matches::desk)),
    at("POST", "/projects/{code}/duplicates", Member(A::ConfirmMatches), || post(pages::matches::confirm)),
    at("POST", "/projects/{code}/duplicates/threshold", Member(A::ConfirmMatches), || post(pages::matches::set_threshold)),
    at("GET", "/projects/{code}/seen-before", Member(A::ViewItems), || get(pages::matches::ask_form)),
    at("POST", "/projects/{code}/seen-before", Member(A::ViewItems), || post(pages::matches::ask)),
    at("GET", "/projects/{code}/hash-lists", Member(A::ViewItems), || get(pages::matches::lists)),
    at("POST", "/projects/{code}/hash-lists", Member(A::ExchangeHashes), || post(pages::matches::take_list)),
    at("GET", "/projects/{code}/hash-lists/{list}", Member(A::ViewItems), || get(pages::matches::list)),
    at("POST", "/projects/{code}/hash-lists/{list}/remove", Member(A::ExchangeHashes), || post(pages::matches::remove_list)),
    at("GET", "/projects/{code}/hashes/pdq.csv", Member(A::ExchangeHashes), || limited(Attempt::Download, get(pages::matches::photo_hashes))).proved(),
    at("GET", "/projects/{code}/hashes/vpdq.csv", Member(A::ExchangeHashes), || limited(Attempt::Download, get(pages::matches::frame_hashes))).proved(),
    at("GET", "/projects/{code}/incidents", Member(A::ViewItems), || get(pages::incidents::list)),
    at("GET", "/projects/{code}/incidents/new", Member(A::EditIncidents), || get(pages::incidents::new_form)),
    at("POST", "/projects/{code}/incidents/new", Member(A::EditIncidents), || post(pages::incidents::open)),
    at("GET", "/projects/{code}/incidents/{short}", Member(A::ViewItems), || get(pages::incidents::show)),
    at("GET", "/projects/{code}/incidents/{short}/edit", Member(A::EditIncidents), || get(pages::incidents::edit_form)),
    at("POST", "/projects/{code}/incidents/{short}/edit", Member(A::EditIncidents), || post(pages::incidents::edit)),
    at("GET", "/projects/{code}/claims", Member(A::ViewItems), || get(pages::claims::list)),
    at("GET", "/projects/{code}/claims/claims.csv", Member(A::ViewItems), || limited(Attempt::Download, get(pages::claims::csv))),
    at("GET", "/projects/{code}/claims/template.csv", Member(A::ViewItems), || get(pages::claims::template_csv)),
    at("GET", "/projects/{code}/claims/import", Member(A::EditClaims), || get(pages::claims::import_form)),
    at("POST", "/projects/{code}/claims/import", Member(A::EditClaims), || post(pages::claims::import_table)),
    at("GET", "/projects/{code}/claims/new", Member(A::EditClaims), || get(pages::claims::new_form)),
    at("POST", "/projects/{code}/claims/new", Member(A::EditClaims), || post(pages::claims::open)),
    at("GET", "/projects/{code}/claims/{short}", Member(A::ViewItems), || get(pages::claims::show)),
    at("GET", "/projects/{code}/claims/{short}/edit", Member(A::EditClaims), || get(pages::claims::edit_form)),
    at("POST", "/projects/{code}/claims/{short}/edit", Member(A::EditClaims), || post(pages::claims::edit)),
    at("POST", "/projects/{code}/claims/{short}/answer", Member(A::EditClaims), || post(pages::claims::answer)),
    at("POST", "/projects/{code}/claims/{short}/sign", Member(A::EditClaims), || post(pages::claims::sign)).proved(),
    at("POST", "/projects/{code}/claims/{short}/assess", Member(A::EditClaims), || post(pages::claims::assess)),
    at("GET", "/projects/{code}/analysis", Member(A::ViewItems), || get(pages::analysis::team)),
    at("POST", "/projects/{code}/analysis", Member(A::EditClaims), || post(pages::analysis::mark)),
    at("GET", "/projects/{code}/analysis/{table}", Member(A::ViewItems), || get(pages::analysis::team_csv)),
    at("POST", "/projects/{code}/incidents/{short}/sources", Member(A::EditIncidents), || post(pages::incidents::sources)),
    at("POST", "/projects/{code}/incidents/{short}/facts", Member(A::EditIncidents), || post(pages::incidents::facts)),
    at("GET", "/projects/{code}/incidents/{short}/public", Member(A::BuildRelease), || get(pages::public::preview)),
    at("POST", "/projects/{code}/incidents/{short}/protection", Member(A::BuildRelease), || post(pages::incidents::protect)),
    at("POST", "/projects/{code}/incidents/{short}/merge", Member(A::EditIncidents), || post(pages::incidents::merge)),
    at("POST", "/projects/{code}/incidents/{short}/split", Member(A::Triage), || post(pages::incidents::split)),
    at("GET", "/projects/{code}/vocabularies", Member(A::ViewItems), || get(pages::vocabularies::list)),
    at("POST", "/projects/{code}/vocabularies", Member(A::EditTerms), || post(pages::vocabularies::save)),
    at("GET", "/projects/{code}/releases", Member(A::ViewItems), || get(pages::releases::show)),
    at("POST", "/projects/{code}/releases", Member(A::BuildRelease), || post(pages::releases::build)).proved(),
    at("POST", "/projects/{code}/releases/sign", Member(A::SignRelease), || post(pages::releases::sign)).proved(),
    at("GET", "/projects/{code}/members", Member(A::Administer), || get(pages::members::list)),
    // The public log.
    at("GET", "/ledger", Anyone, || get(pages::ledger::about)),
    at("GET", "/ledger/checkpoint", Anyone, || get(pages::ledger::checkpoint)),
    at("GET", "/ledger/key", Anyone, || get(pages::ledger::key)),
    at("GET", "/ledger/tile/{*path}", Anyone, || get(pages::ledger::tile)),
    at("GET", "/projects/{code}/methodology", Member(A::BuildRelease), || get(pages::methodology::show)),
    at("POST", "/projects/{code}/methodology", Member(A::BuildRelease), || post(pages::methodology::save)).proved(),
    at("POST", "/projects/{code}/members", Member(A::Administer), || post(pages::members::change)).proved(),
    at("POST", "/projects/{code}/invitations", Member(A::Administer), || post(pages::members::invite)).proved(),
    at("POST", "/projects/{code}/invitations/revoke", Member(A::Administer), || post(pages::members::revoke_invitation)).proved(),
    at("POST", "/projects/{code}/sealing", Member(A::Administer), || post(pages::members::change_sealing)).proved(),
    // Programs.
    at("GET", "/api/openapi.json", Anyone, || get(api::description)),
    at("GET", "/api/v1/projects/{code}/items", Program(A::ViewItems), || limited(Attempt::Download, get(api::items))),
    at("POST", "/api/v1/projects/{code}/items", Program(A::Submit), || limited(Attempt::Submit, post(api::hand_in))),
    at("GET", "/api/v1/projects/{code}/items/{short}", Program(A::ViewItems), || get(api::item)),
    at("GET", "/api/v1/projects/{code}/incidents", Program(A::ViewItems), || limited(Attempt::Download, get(api::incidents))),
    // The machine room.
    at("GET", "/assets/{*path}", Anyone, || get(assets::asset)),
    at("GET", "/geo/{*path}", Anyone, || get(assets::geo)),
    at("GET", "/healthz", Anyone, || get(pages::health::alive)),
    at("GET", "/readyz", Anyone, || get(pages::health::ready)),
];

/// The whole site.
pub fn router(web: Web) -> Router {
    let routes = ROUTES.iter().fold(Router::new(), |router, route| {
        let handler = (route.handler)();
        let handler = match route.is_proved {
            true => proved(handler),
            false => handler,
        };
        let handler = match changes(route) {
            true => limited(Attempt::Change, handler),
            false => handler,
        };
        let handler = match route.is_reading || route.method == "GET" {
            true => handler,
            false => writing(handler),
        };
        let handler = match route.is_shared {
            true => shared(handler),
            false => handler,
        };
        let handler = match route.is_packed {
            true => packed(handler),
            false => handler,
        };
        router.route(route.path, handler)
    });
    let limit = usize::try_from(web.app.settings.max_file_bytes).unwrap_or(usize::MAX);
    let files = web.app.settings.max_files.max(1);
    routes
        .fallback(not_found)
        .layer(csrf(&web))
        .layer(DefaultBodyLimit::max(limit.saturating_mul(files)))
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(web.clone(), hurry))
        .layer(from_fn_with_state(web.clone(), recognise))
        .with_state(web)
}

/// Whether a route takes forms of members, who are counted by account.
fn changes(route: &Route) -> bool {
    let is_of_members = matches!(route.door, SignedIn | Member(_) | SealedReader | Operator);
    is_of_members && route.method != "GET"
}

async fn not_found() -> WebError {
    WebError(AppError::NotFound)
}

/// Go 1.25's scheme: `Sec-Fetch-Site`, then `Origin` against `Host`; no tokens, no state.
fn csrf(web: &Web) -> CsrfLayer {
    web.settings
        .trusted_origins
        .iter()
        .fold(CsrfLayer::new(), |layer, origin| {
            layer.clone().add_trusted_origin(origin).unwrap_or(layer)
        })
}
