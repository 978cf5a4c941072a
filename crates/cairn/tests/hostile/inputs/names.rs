//! What a sender's device may call a file.

/// Forty names that were chosen to go wrong somewhere. Bytes, for not all of them are text.
pub fn names() -> Vec<Vec<u8>> {
    let texts = [
        "../../../../etc/passwd",
        "..\\..\\windows\\system32\\config",
        "/etc/passwd",
        "C:\\autoexec.bat",
        "....//....//tmp/PWNED",
        "%2e%2e%2f%2e%2e%2fpasswd",
        "..%c0%af..%c0%afpasswd",
        ".",
        "..",
        ".htaccess",
        ".env",
        "-rf",
        "--help",
        "-i.mp4",
        "~root",
        "$(touch /tmp/PWNED).jpg",
        "`touch /tmp/PWNED`.jpg",
        "a;touch /tmp/PWNED;.jpg",
        "a|b&c.jpg",
        "*.jpg",
        "a\tb.jpg",
        "=cmd|'/c calc'!A1.jpg",
        "@SUM(1+1).jpg",
        "+1.jpg",
        "<img src=x onerror=alert(1)>.jpg",
        "<script>alert(1)</script>.png",
        "' OR 1=1 --.jpg",
        "{{7*7}}${7*7}<%= 7 %>.jpg",
        "%s%n%x.jpg",
        "a\u{202e}gpj.exe",
        "\u{200f}\u{200b}.jpg",
        "\u{feff}a.jpg",
        "evidence.jpg.exe",
        "evidence.php.jpg",
        "CON.jpg",
        "سند ویدیو.mp4",
        "写真 📷.jpg",
        "a'b;filename*=UTF-8''evil.html",
    ];
    let mut names: Vec<Vec<u8>> = texts.map(|text| text.as_bytes().to_vec()).to_vec();
    names.push([&b"a".repeat(4_096)[..], b".jpg"].concat());
    names.push(b"not \xff\xfe text.jpg".to_vec());
    names.push(b"a\0b.jpg".to_vec());
    names
}

/// The same word composed and decomposed: two names, neither changed into the other.
pub fn accented_twins() -> [&'static str; 2] {
    ["caf\u{e9}.jpg", "cafe\u{301}.jpg"]
}
