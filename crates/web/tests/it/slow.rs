//! Slow clients against the real server on a real socket, with little patience so that it is quick.
//! `make slow` does the same to the real binary with the patience it is shipped with.

use std::time::{Duration, Instant};

use cairn_testkit::TestApp;
use cairn_web::{Patience, Span, Web, WebSettings, serve};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinSet,
    time::{sleep, timeout},
};

const HURRY: Patience = Patience {
    head: Duration::from_secs(1),
    body: Span {
        length: Duration::from_secs(1),
        least_bytes: 128,
    },
    answer: Span {
        length: Duration::from_secs(1),
        least_bytes: 64,
    },
};

struct Server {
    address: std::net::SocketAddr,
    _story: TestApp,
}

async fn server() -> Server {
    let story = TestApp::new().await;
    let settings = WebSettings {
        patience: HURRY,
        ..WebSettings::default()
    };
    let web = Web::new(story.app.clone(), settings);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("binds");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(serve(listener, web, std::future::pending()));
    Server {
        address,
        _story: story,
    }
}

impl Server {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.expect("connects")
    }

    /// Sends bytes one at a time until the server has enough of it; gives back what it said.
    async fn drip(&self, head: &str, every: Duration, bytes: usize) -> String {
        let mut stream = self.connect().await;
        stream.write_all(head.as_bytes()).await.expect("writes");
        let (mut from, mut to) = stream.into_split();
        let dripping = tokio::spawn(async move {
            while to.write_all(&vec![b'a'; bytes]).await.is_ok() {
                sleep(every).await;
            }
        });
        let mut said = Vec::new();
        let read = timeout(Duration::from_secs(8), from.read_to_end(&mut said)).await;
        dripping.abort();
        assert!(read.is_ok(), "the server still waits");
        String::from_utf8_lossy(&said).into_owned()
    }
}

#[expect(clippy::disallowed_methods, reason = "measures how long answers take")]
async fn honest_request(server: &Server) -> Duration {
    let begin = Instant::now();
    let mut stream = server.connect().await;
    let request = b"GET /submit HTTP/1.1\r\nhost: t\r\nconnection: close\r\n\r\n";
    stream.write_all(request).await.expect("writes");
    let mut said = Vec::new();
    stream.read_to_end(&mut said).await.expect("reads");
    assert!(said.starts_with(b"HTTP/1.1 200"), "{}", said.len());
    begin.elapsed()
}

const MULTIPART: &str = "POST /submit HTTP/1.1\r\nhost: t\r\nsec-fetch-site: same-origin\r\n\
     content-type: multipart/form-data; boundary=b\r\ncontent-length: 1000000\r\n\r\n\
     --b\r\ncontent-disposition: form-data; name=\"what\"\r\n\r\n";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_slow_clients_hold_up_nobody_and_are_let_go() {
    let server = server().await;
    let mut slow = JoinSet::new();
    for number in 0..200 {
        let mut stream = server.connect().await;
        slow.spawn(async move {
            let head = match number % 2 {
                0 => "GET / HTTP/1.1\r\nhost: t\r\nx-slow: ",
                _ => MULTIPART,
            };
            stream.write_all(head.as_bytes()).await.expect("writes");
            let mut said = Vec::new();
            let end = timeout(Duration::from_secs(8), stream.read_to_end(&mut said)).await;
            end.is_ok()
        });
    }
    let mut times = Vec::new();
    for _ in 0..40 {
        times.push(honest_request(&server).await);
    }
    times.sort_unstable();
    assert!(
        times[37] < Duration::from_secs(1),
        "p95 of 40: {:?}",
        times[37]
    );
    let let_go = slow.join_all().await;
    assert!(let_go.iter().all(|done| *done), "every slot is free again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_that_hardly_comes_is_answered_with_408_in_words() {
    let server = server().await;
    let said = server.drip(MULTIPART, Duration::from_millis(100), 1).await;
    assert!(said.starts_with("HTTP/1.1 408"), "{said}");
    assert!(said.contains("connection: close") && said.contains("stopped waiting"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_and_honest_body_is_taken() {
    let server = server().await;
    let mut stream = server.connect().await;
    let body = format!("code=zoo&note={}", "a".repeat(1_600));
    let head = format!(
        "POST /receipt HTTP/1.1\r\nhost: t\r\nsec-fetch-site: same-origin\r\nconnection: close\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.expect("writes");
    for part in body.as_bytes().chunks(80) {
        stream.write_all(part).await.expect("writes");
        sleep(Duration::from_millis(150)).await;
    }
    let mut said = String::new();
    stream.read_to_string(&mut said).await.expect("reads");
    assert!(said.starts_with("HTTP/1.1 422"), "it was read: {said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_is_not_read_ends_its_connection() {
    let server = server().await;
    let mut stream = server.connect().await;
    // Far more answers than the sockets between the two can hold.
    let request = b"GET /submit HTTP/1.1\r\nhost: t\r\n\r\n".repeat(2_000);
    let end = timeout(Duration::from_secs(8), async {
        while stream.write_all(&request).await.is_ok() {}
    });
    assert!(end.await.is_ok(), "the server still waits");
}
