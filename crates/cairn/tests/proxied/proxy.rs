//! nginx with the file of the guide, and a real `cairn serve` behind it. Knows how both are started and asked.

use std::{
    fs,
    io::{Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
};

use tempfile::TempDir;

use crate::{
    cairn::{Cairn, certificate},
    listening::{BETWEEN_TRIES, TRIES},
    repository,
};

pub const NAME: &str = "cairn.example.org";
/// So many answers of the new processes alone mean that the old ones have ended.
const IN_A_ROW: usize = 20;

/// Both programs, stopped when dropped.
pub struct Proxy {
    /// Where TLS is spoken.
    pub https: SocketAddr,
    http: SocketAddr,
    directory: TempDir,
    nginx: Child,
    /// Ends with the proxy.
    _cairn: Cairn,
}

/// An answer: its head in small letters.
pub struct Said {
    pub status: u16,
    pub head: String,
}

impl Proxy {
    /// Starts both, or says what is missing.
    pub fn start() -> Result<Self, String> {
        let program = ["/usr/sbin/nginx", "/usr/bin/nginx"]
            .into_iter()
            .find(|it| Path::new(it).exists());
        let program = program.ok_or("no nginx is installed")?;
        let directory = tempfile::tempdir().map_err(|error| error.to_string())?;
        certificate(directory.path(), NAME);
        let cairn = Cairn::start(directory.path());
        let (http, https) = (free(), free());
        let file = directory.path().join("nginx.conf");
        let text = configured(directory.path(), cairn.address, http, https);
        fs::write(&file, text).expect("writes");
        let nginx = Command::new(program)
            .arg("-c")
            .arg(&file)
            .arg("-p")
            .arg(directory.path())
            .stdout(Stdio::null())
            .stderr(fs::File::create(directory.path().join("said")).expect("creates"))
            .spawn()
            .expect("starts");
        let proxy = Self {
            https,
            http,
            directory,
            nginx,
            _cairn: cairn,
        };
        proxy.until_it_answers();
        Ok(proxy)
    }

    fn until_it_answers(&self) {
        for _ in 0..TRIES {
            if TcpStream::connect(self.https).is_ok() {
                return;
            }
            std::thread::sleep(BETWEEN_TRIES);
        }
        let said = fs::read_to_string(self.directory.path().join("said")).unwrap_or_default();
        panic!("nginx does not answer: {said}");
    }

    /// Puts another root in the place of the one that the proxy checks the program with, and has it read again.
    pub fn take_another_root(&self) {
        let at = |name: &str| self.directory.path().join(name);
        fs::copy(at("certificate.pem"), at("inside.pem")).expect("copies");
        let master = self.nginx.id().to_string();
        let told = Command::new("kill").args(["-HUP", &master]).status();
        assert!(told.expect("runs").success());
        // Processes of before go on for a moment beside the new ones.
        let mut refused = 0;
        for _ in 0..TRIES {
            let is_old = self.secure("GET", "/healthz", &[]).status == 200;
            refused = if is_old { 0 } else { refused + 1 };
            if refused == IN_A_ROW {
                return;
            }
        }
        panic!("the file was not read again");
    }

    /// Asks without TLS.
    pub fn plain(&self, method: &str, path: &str) -> Said {
        let mut stream = TcpStream::connect(self.http).expect("connects");
        stream
            .write_all(request(method, path, &[]).as_bytes())
            .expect("writes");
        let mut said = Vec::new();
        stream.read_to_end(&mut said).expect("reads");
        answer(&said)
    }

    /// Asks over TLS, with openssl's own client.
    pub fn secure(&self, method: &str, path: &str, named: &[(&str, &str)]) -> Said {
        self.secure_from("127.0.0.1", method, path, named)
    }

    /// The same from another address of this machine.
    pub fn secure_from(
        &self,
        from: &str,
        method: &str,
        path: &str,
        named: &[(&str, &str)],
    ) -> Said {
        let mut client = Command::new("openssl")
            .args([
                "s_client",
                "-quiet",
                "-connect",
                &self.https.to_string(),
                "-bind",
                from,
            ])
            .args(["-servername", NAME, "-verify_return_error", "-CAfile"])
            .arg(self.directory.path().join("certificate.pem"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("openssl is installed");
        let mut stdin = client.stdin.take().expect("is piped");
        stdin
            .write_all(request(method, path, named).as_bytes())
            .expect("writes");
        let mut said = Vec::new();
        client
            .stdout
            .take()
            .expect("is piped")
            .read_to_end(&mut said)
            .expect("reads");
        drop(stdin);
        client.wait().expect("ends");
        answer(&said)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        // The master of nginx takes its workers along when it is asked to end, and not when it is killed.
        let _ = Command::new("kill")
            .arg(self.nginx.id().to_string())
            .status();
        let _ = self.nginx.wait();
    }
}

/// What openssl's client finds out about a server with these arguments.
pub fn openssl(server: SocketAddr, arguments: &[&str]) -> String {
    let out = Command::new("openssl")
        .args([
            "s_client",
            "-connect",
            &server.to_string(),
            "-servername",
            NAME,
        ])
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("openssl is installed");
    String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr)
}

fn request(method: &str, path: &str, named: &[(&str, &str)]) -> String {
    let named = named
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"));
    let named: String = named.collect();
    let kind = "content-type: application/x-www-form-urlencoded";
    format!(
        "{method} {path} HTTP/1.1\r\nhost: {NAME}\r\n{named}{kind}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
    )
}

fn answer(said: &[u8]) -> Said {
    let said = String::from_utf8_lossy(said);
    let head = said.split("\r\n\r\n").next().unwrap_or_default();
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    let status = status.unwrap_or_else(|| panic!("no answer: {said}"));
    Said {
        status,
        head: format!("{}\r\n", head.to_lowercase()),
    }
}

/// The file of the guide with this test's names, paths and ports, inside of what a main file says.
fn configured(directory: &Path, behind: SocketAddr, http: SocketAddr, https: SocketAddr) -> String {
    let shipped = repository::read("docs/guide/proxy/nginx.conf");
    let live = format!("/etc/letsencrypt/live/{NAME}");
    let at = |name: &str| directory.join(name).display().to_string();
    let changes = [
        (
            "server 127.0.0.1:8080;".to_owned(),
            format!("server {behind};"),
        ),
        ("listen 80;".into(), format!("listen {http};")),
        ("    listen [::]:80;\n".into(), String::new()),
        (
            "listen 443 ssl http2;".into(),
            format!("listen {https} ssl http2;"),
        ),
        ("    listen [::]:443 ssl http2;\n".into(), String::new()),
        (format!("{live}/fullchain.pem"), at("certificate.pem")),
        (format!("{live}/privkey.pem"), at("key.pem")),
        (
            "trusted_certificate /etc/cairn/inside.pem".into(),
            format!("trusted_certificate {}", at("inside.pem")),
        ),
        ("/var/log/nginx/cairn.log".into(), at("log")),
    ];
    let mut site = shipped;
    for (theirs, ours) in changes {
        assert!(
            site.contains(&theirs),
            "the file of the guide has no {theirs}"
        );
        site = site.replace(&theirs, &ours);
    }
    let rooms = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    let rooms: String = rooms
        .iter()
        .map(|name| format!("{name}_temp_path {};\n", at(name)))
        .collect();
    let user = if is_root() { "user root;\n" } else { "" };
    format!(
        "{user}daemon off;\npid {};\nerror_log stderr;\nevents {{}}\nhttp {{\n{rooms}{site}\n}}\n",
        at("pid")
    )
}

fn is_root() -> bool {
    let me = Command::new("id").arg("-u").output().expect("runs");
    me.stdout.trim_ascii() == b"0"
}

fn free() -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("binds");
    listener.local_addr().expect("has an address")
}
