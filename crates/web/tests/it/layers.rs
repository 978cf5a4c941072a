//! Map layers: what a member's browser may ask, what the server asks for it, files of this machine.

use std::sync::{Arc, Mutex};

use cairn_app::place::{self, BadLayer, NewLayer};
use cairn_domain::{LayerKind, LayerMode};
use cairn_testkit::{TestApp, pmtiles};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

/// A provider of tiles on this machine: what it was asked, and an address to ask.
struct Provider {
    asked: Arc<Mutex<Vec<String>>>,
    address: String,
}

impl Provider {
    /// Answers by the zoom of the tile: 1 a picture, 2 a page, 3 a redirect to a picture, 4 far too
    /// many bytes, anything else nothing there.
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("binds");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let heard = Arc::clone(&asked);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    head.push(stream.read_u8().await.expect("a head"));
                }
                let head = String::from_utf8(head).expect("ASCII");
                let answer = answer(&head);
                heard.lock().expect("no panic").push(head);
                stream.write_all(&answer).await.ok();
            }
        });
        Self { asked, address }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("no panic").clone()
    }
}

fn answer(head: &str) -> Vec<u8> {
    let zoom = head.split('/').nth(1).unwrap_or_default();
    let (first, kind, body) = match zoom {
        "1" => ("200 OK", "image/png", b"a picture".to_vec()),
        "2" => ("200 OK", "text/html", b"<script>".to_vec()),
        "3" => ("302 Found\r\nlocation: /1/0/0", "image/png", Vec::new()),
        "4" => ("200 OK", "image/png", vec![0; 5 << 20]),
        _ => ("404 Not Found", "text/plain", Vec::new()),
    };
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {first}\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\nset-cookie: a=b\r\nconnection: close\r\n\r\n"
    );
    [head.into_bytes(), body].concat()
}

fn layer(id: &str, mode: LayerMode, address: &str) -> NewLayer {
    NewLayer {
        id: id.into(),
        label: format!("Layer {id}"),
        kind: LayerKind::Xyz,
        mode,
        address: address.into(),
        attribution: "Provider of pictures".into(),
        max_zoom: None,
        tile_size: 256,
        imagery_date: "2021".into(),
        allow_private: false,
        enabled: true,
    }
}

#[tokio::test]
async fn the_server_asks_for_a_tile_and_tells_nothing_of_the_member() {
    let story = TestApp::new().await;
    let provider = Provider::start().await;
    let template = format!("{}/{{z}}/{{x}}/{{y}}?key=k", provider.address);
    let near = NewLayer {
        allow_private: true,
        ..layer("near", LayerMode::Proxied, &template)
    };
    place::add_layer(&story.app, near).await.expect("added");
    let mut ana = story.signed_in(&story.ana).await;
    let at = |zoom: u8| format!("/projects/AFG/map/layers/near/{zoom}/0/1");
    let tile = ana
        .get_with(&at(1), "referer", "https://cairn.example/secret")
        .await;
    assert_eq!(
        (tile.status.as_u16(), tile.text().as_str()),
        (200, "a picture")
    );
    assert_eq!(tile.headers["content-type"], "image/png");
    assert_eq!(tile.headers["cache-control"], "no-store");
    assert!(!tile.headers.contains_key("set-cookie"));
    let head = provider.asked().concat().to_lowercase();
    assert!(head.starts_with("get /1/0/1?key=k http/1.1"), "{head}");
    assert!(head.contains("user-agent: cairn/"), "{head}");
    for told in [
        "referer",
        "cookie",
        "forwarded",
        "accept-language",
        "origin",
    ] {
        assert!(!head.contains(told), "{told}: {head}");
    }

    for (zoom, status) in [(2, 502), (3, 502), (4, 502), (5, 404)] {
        assert_eq!(ana.get(&at(zoom)).await.status, status, "zoom {zoom}");
    }
    assert_eq!(provider.asked().len(), 5, "a redirect is not followed");
    assert_eq!(ana.get(&at(25)).await.status, 422);
    assert_eq!(
        ana.get("/projects/AFG/map/layers/near/1/2/0").await.status,
        422
    );
    assert_eq!(
        ana.get("/projects/AFG/map/layers/other/1/0/0").await.status,
        404
    );
    let mut volunteer = story.signed_in(&story.volunteer).await;
    assert_eq!(volunteer.get(&at(1)).await.status, 404);
    assert_eq!(provider.asked().len(), 5);
}

#[tokio::test]
async fn neighbours_are_not_asked_unless_the_operator_says_so() {
    let story = TestApp::new().await;
    let provider = Provider::start().await;
    let template = format!("{}/{{z}}/{{x}}/{{y}}", provider.address);
    let refused = place::add_layer(&story.app, layer("near", LayerMode::Proxied, &template)).await;
    assert!(matches!(refused, Err(BadLayer::Private(host)) if host == "127.0.0.1"));
    // A name that only the resolver can tell.
    let named = template.replace("http://127.0.0.1", "https://localhost.");
    let added = place::add_layer(&story.app, layer("named", LayerMode::Proxied, &named)).await;
    added.expect("a name may be anybody's");
    let mut ana = story.signed_in(&story.ana).await;
    let tile = ana.get("/projects/AFG/map/layers/named/1/0/0").await;
    assert_eq!(tile.status, 502);
    assert!(provider.asked().is_empty());
}

#[tokio::test]
async fn a_layer_that_could_not_work_is_refused_with_the_reason() {
    let story = TestApp::new().await;
    let (direct, proxied) = (LayerMode::Direct, LayerMode::Proxied);
    let good = "https://tiles.example/{z}/{x}/{y}.png";
    let mut nameless = layer("a", direct, good);
    nameless.attribution = " ".into();
    let mut file = layer("a", LayerMode::Local, "none.pmtiles");
    file.kind = LayerKind::Pmtiles;
    let mut path = file.clone();
    path.address = "../cairn.db".into();
    for (new, words) in [
        (nameless, "--attribution"),
        (layer("A b", direct, good), "small letters"),
        (
            layer("a", proxied, "https://tiles.example/{z}/{x}.png"),
            "{y}",
        ),
        (
            layer("a", direct, "http://tiles.example/{z}/{x}/{y}.png"),
            "proxied",
        ),
        (
            layer("a", proxied, "http://tiles.example/{z}/{x}/{y}.png"),
            "your own network",
        ),
        (layer("a", LayerMode::Local, good), "pmtiles"),
        (file, "put the file there first"),
        (path, "without its path"),
    ] {
        let refused = place::add_layer(&story.app, new).await;
        let said = refused.expect_err(words).to_string();
        assert!(said.contains(words), "{said}");
    }
    let directory = &story.app.settings.layers_dir;
    std::fs::create_dir_all(directory).expect("a folder");
    std::fs::write(directory.join("none.pmtiles"), b"PNG").expect("written");
    let mut file = layer("a", LayerMode::Local, "none.pmtiles");
    file.kind = LayerKind::Pmtiles;
    let said = place::add_layer(&story.app, file)
        .await
        .expect_err("refused");
    assert!(said.to_string().contains("not a PMTiles file"), "{said}");
    let once = layer("a", direct, good);
    place::add_layer(&story.app, once.clone())
        .await
        .expect("added");
    let twice = place::add_layer(&story.app, once).await;
    assert!(matches!(twice, Err(BadLayer::Taken(_))));
}

#[tokio::test]
async fn a_file_of_this_machine_is_read_by_range() {
    let story = TestApp::new().await;
    let id = story.map_layer().await;
    let whole = std::fs::read(story.app.settings.layers_dir.join("town.pmtiles")).expect("read");
    assert!(whole.starts_with(&pmtiles(b"x")[..8]));
    let mut ana = story.signed_in(&story.ana).await;
    let path = format!("/projects/AFG/map/layers/{id}/file");
    let head = ana.get_with(&path, "range", "bytes=0-126").await;
    assert_eq!(head.status, 206);
    assert_eq!(head.body, whole[..127]);
    let range = format!("bytes 0-126/{}", whole.len());
    assert_eq!(head.headers["content-range"], range.as_str());
    assert_eq!(ana.get(&path).await.body, whole);
    let beyond = format!("bytes={}-", whole.len());
    assert_eq!(ana.get_with(&path, "range", &beyond).await.status, 416);
    let mut volunteer = story.signed_in(&story.volunteer).await;
    assert_eq!(volunteer.get(&path).await.status, 404);
    assert_eq!(story.browser().get(&path).await.status, 303);
    place::remove_layer(&story.app, &id).await.expect("removed");
    assert_eq!(ana.get(&path).await.status, 404);
}

#[tokio::test]
async fn the_policy_names_hosts_of_direct_layers_on_the_page_that_draws_them_alone() {
    let story = TestApp::new().await;
    let short = story.submit_photo(1).await;
    let mut off = layer("off", LayerMode::Direct, "https://off.example/{z}/{x}/{y}");
    off.enabled = false;
    for new in [
        layer(
            "far",
            LayerMode::Direct,
            "https://tiles.example:8443/{z}/{x}/{y}.png",
        ),
        layer(
            "by-us",
            LayerMode::Proxied,
            "https://proxied.example/{z}/{x}/{y}.png",
        ),
        off,
    ] {
        place::add_layer(&story.app, new).await.expect("added");
    }
    let mut ana = story.signed_in(&story.ana).await;
    let page = ana.get(&format!("/projects/AFG/items/{short}")).await;
    let policy = page.headers["content-security-policy"]
        .to_str()
        .expect("ASCII");
    assert!(
        policy.contains("connect-src 'self' https://tiles.example:8443;"),
        "{policy}"
    );
    assert!(policy.contains("img-src 'self' data: blob: https://tiles.example:8443;"));
    for other in ["proxied.example", "off.example"] {
        assert!(!policy.contains(other), "{policy}");
    }
    for path in [
        "/",
        "/incidents",
        "/submit",
        "/projects",
        "/projects/AFG/queue",
    ] {
        let answer = ana.get(path).await;
        let policy = answer.headers["content-security-policy"]
            .to_str()
            .expect("ASCII");
        assert!(!policy.contains("tiles.example"), "{path}: {policy}");
    }
}
