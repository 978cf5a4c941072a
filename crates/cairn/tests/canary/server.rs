//! The real binary as an operator starts it, and a submitter who calls it from an address of
//! their own with everything a browser may say about them.

use std::{
    fs::File,
    io::{BufRead, BufReader, Write},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use base64::{Engine, prelude::BASE64_STANDARD};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
};

use super::birds::Birds;

/// The address the submitter calls from; the whole of 127/8 is this machine.
pub const CALLER: &str = "127.77.88.99";
/// Longest that intake of all uploads may take.
const PATIENCE: Duration = Duration::from_secs(240);
const BOUNDARY: &str = "----canary";

/// A process that ends with whoever started it.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub struct Server {
    child: Running,
    address: SocketAddr,
    folder: TempDir,
}

fn cairn(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cairn"));
    command
        .args(words)
        .arg("--data-dir")
        .arg(folder.join("data"));
    command
}

impl Server {
    /// A server with one project, at the level of logging that ships or another.
    pub async fn start(log: Option<&str>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let project = ["project", "add", "--code", "AFG", "--name", "Afghanistan"];
        let status = cairn(folder.path(), &project).status().expect("runs");
        assert!(status.success());
        let mut command = cairn(folder.path(), &["serve", "--listen", "127.0.0.1:0"]);
        command.env_remove("CAIRN_LOG");
        if let Some(level) = log {
            command.env("CAIRN_LOG", level);
        }
        let errors = File::create(folder.path().join("log")).expect("a log");
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(errors)
            .spawn()
            .expect("starts");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("piped");
        BufReader::new(stdout)
            .read_line(&mut line)
            .expect("says where");
        let address = line
            .trim()
            .strip_prefix("listening on http://")
            .expect("an address");
        let address = address.parse().expect("an address");
        Self {
            child: Running(child),
            address,
            folder,
        }
    }

    async fn connect(&self) -> TcpStream {
        let socket = TcpSocket::new_v4().expect("a socket");
        let own: SocketAddr = format!("{CALLER}:0").parse().expect("an address");
        socket.bind(own).expect("127/8 is here");
        socket.connect(self.address).await.expect("answers")
    }

    /// Everything a browser, a proxy and a careless app say about who asks.
    fn head(&self, birds: &Birds, first: &str) -> String {
        let says = [
            ("User-Agent", "user agent"),
            ("X-Real-IP", "x-real-ip"),
            ("X-Forwarded-For", "x-forwarded-for"),
            ("Forwarded", "forwarded"),
            ("From", "from"),
            ("Via", "via"),
            ("X-Unknown", "unknown header"),
        ];
        let mut head = format!("{first}\r\nHost: {}\r\nConnection: close\r\n", self.address);
        head.push_str("Sec-Fetch-Site: same-origin\r\n");
        for (name, place) in says {
            head.push_str(&format!("{name}: {}\r\n", birds.of(place)));
        }
        head.push_str(&format!(
            "Cookie: __Host-cairn-lang={}\r\n",
            birds.of("cookie")
        ));
        head.push_str(&format!(
            "Referer: http://{}/{}\r\n",
            self.address,
            birds.of("referer")
        ));
        head.push_str(&format!(
            "Accept-Language: {},en\r\n",
            birds.of("accept-language")
        ));
        head
    }

    /// Sends a request and gives the answer.
    async fn answer(&self, request: &[u8]) -> String {
        let mut stream = self.connect().await;
        stream.write_all(request).await.expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.expect("answered");
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Sends a request and gives the status.
    async fn ask(&self, request: &[u8]) -> u16 {
        status(&self.answer(request).await)
    }

    pub async fn get(&self, birds: &Birds, path: &str) -> u16 {
        let head = self.head(birds, &format!("GET {path} HTTP/1.1"));
        self.ask(format!("{head}\r\n").as_bytes()).await
    }

    /// The plain form with one file.
    pub async fn submit(&self, birds: &Birds, name: &str, bytes: &[u8]) -> u16 {
        self.send_form(birds, form(birds, name, bytes)).await
    }

    /// The form of a browser with script: the file before it, by tus, named in the form.
    pub async fn submit_resumable(&self, birds: &Birds, name: &str, bytes: &[u8]) -> u16 {
        let tus = "Tus-Resumable: 1.0.0\r\n";
        let head = self.head(birds, "POST /uploads HTTP/1.1");
        let told = BASE64_STANDARD.encode(name);
        let length = bytes.len();
        let ask = format!(
            "{head}{tus}Upload-Length: {length}\r\nUpload-Metadata: filename {told}\r\n\
             Content-Length: 0\r\n\r\n"
        );
        let created = self.answer(ask.as_bytes()).await;
        let place = header(&created, "location").expect("has a place");
        let head = self.head(birds, &format!("PATCH {place} HTTP/1.1"));
        let piece = format!(
            "{head}{tus}Upload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\n\
             Content-Length: {length}\r\n\r\n"
        );
        let taken = self.ask(&[piece.as_bytes(), bytes].concat()).await;
        assert_eq!(taken, 204, "all of it came");
        let token = place.rsplit('/').next().expect("a token");
        let mut body = fields(&[("upload", token), ("upload-name", name)]);
        body.extend(form(birds, "", &[]));
        self.send_form(birds, body).await
    }

    async fn send_form(&self, birds: &Birds, body: Vec<u8>) -> u16 {
        let head = self.form_head(birds, body.len());
        self.ask(&[head.as_bytes(), &body].concat()).await
    }

    fn form_head(&self, birds: &Birds, length: usize) -> String {
        let head = self.head(birds, "POST /submit HTTP/1.1");
        format!(
            "{head}Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n\
             Content-Length: {length}\r\n\r\n"
        )
    }

    /// Begins to send a file and goes away in the middle.
    pub async fn hang_up(&self, birds: &Birds) {
        let body = form(
            birds,
            &birds.of("hung-up file name"),
            &[0xff, 0xd8, 0xff, 0xe0],
        );
        let head = self.form_head(birds, body.len() * 2);
        let mut stream = self.connect().await;
        stream
            .write_all(&[head.as_bytes(), &body].concat())
            .await
            .expect("sent");
        stream.shutdown().await.ok();
    }

    /// Waits until so many items are examined.
    pub async fn wait_until_examined(&self, items: i64) {
        let done = || {
            let db = super::search::open(&self.data());
            let sql = "SELECT count(*) FROM item WHERE intake_done";
            db.query_row(sql, [], |row| row.get::<_, i64>(0))
                .unwrap_or(0)
        };
        let all = async {
            while done() < items {
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        };
        let in_time = tokio::time::timeout(PATIENCE, all).await;
        assert!(in_time.is_ok(), "{} of {items} are examined", done());
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Ends it as a power cut would, and gives what it left: `data`, `log`.
    pub fn kill(self) -> TempDir {
        drop(self.child);
        self.folder
    }
}

fn status(answer: &str) -> u16 {
    let code = answer.split(' ').nth(1).and_then(|code| code.parse().ok());
    code.expect("a status")
}

fn header<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let lines = answer.lines().take_while(|line| !line.is_empty());
    lines
        .filter_map(|line| line.split_once(": "))
        .find(|(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, value)| value)
}

/// Parts of a form that hold text.
fn fields(fields: &[(&str, &str)]) -> Vec<u8> {
    let part = |(name, value): &(&str, &str)| {
        format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        )
    };
    fields.iter().map(part).collect::<String>().into_bytes()
}

fn form(birds: &Birds, name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut body = fields(&[
        ("what", "Smoke"),
        ("consent", "publish"),
        ("unknown", &birds.of("unknown field")),
    ]);
    write!(
        body,
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\
         Content-Type: image/jpeg\r\n\r\n"
    )
    .expect("writes");
    body.extend(bytes);
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    body
}
