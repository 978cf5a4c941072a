//! A receiver that is away, and comes back.

use std::net::{Ipv4Addr, TcpListener};

use super::*;

fn write(far: &Far, words: &str) {
    let writer = far.writer();
    let mut one = writer.make_writer();
    one.write_all(words.as_bytes()).expect("written");
}

/// The next frame, without what stands in front of the words.
fn next(stream: &mut TcpStream) -> String {
    let mut length = Vec::new();
    loop {
        let mut byte = [0];
        stream.read_exact(&mut byte).expect("a frame");
        match byte[0] {
            b' ' => break,
            digit => length.push(digit),
        }
    }
    let length = String::from_utf8(length).expect("digits");
    let mut frame = vec![0; length.parse().expect("a number")];
    stream.read_exact(&mut frame).expect("the whole of it");
    let frame = String::from_utf8(frame).expect("UTF-8");
    let (_, words) = frame.split_once(" - - ").expect("words");
    words.to_owned()
}

#[test]
fn a_receiver_that_is_away_holds_nobody_up_and_what_found_no_room_is_owned_up_to() {
    // A port that nobody listens on yet.
    let here = Ipv4Addr::new(127, 0, 53, 7);
    let free = TcpListener::bind((here, 0)).expect("binds");
    let port = free.local_addr().expect("an address").port();
    drop(free);
    let receiver = Receiver::new(&format!("tcp://{here}:{port}"), None).expect("read");
    let far = Far::with_room_for(receiver, 3).expect("begins");
    for number in 0..10 {
        write(&far, &format!("line {number}"));
    }
    let listener = TcpListener::bind((here, port)).expect("binds");
    let (mut stream, _) = listener.accept().expect("it comes back");
    let heard: Vec<_> = (0..4).map(|_| next(&mut stream)).collect();
    assert_eq!(heard[0], "line 0");
    assert!(heard.contains(&"line 1".to_owned()) && heard.contains(&"line 2".to_owned()));
    assert!(heard.contains(&lost_words(7)), "{heard:?}");

    // It goes away with nothing sent to it, and what is written then is there when it is back.
    drop(stream);
    write(&far, "while it was away");
    let (mut stream, _) = listener.accept().expect("it comes back");
    assert_eq!(next(&mut stream), "while it was away");
    write(&far, "at the end");
    far.end();
    assert_eq!(next(&mut stream), "at the end");
}

#[test]
fn a_receiver_is_named_with_how_it_is_spoken_to() {
    for wrong in [
        "logs.example:6514",
        "udp://logs.example:514",
        "tls://logs.example",
        "tls://:1",
    ] {
        let refused = Receiver::new(wrong, None).expect_err(wrong);
        assert!(refused.to_string().contains("tls://host:port"), "{refused}");
    }
    let missing = Path::new("/nowhere/ca.pem");
    let refused = Receiver::new("tls://logs.example:6514", Some(missing)).expect_err("no file");
    assert!(refused.to_string().contains("/nowhere/ca.pem"), "{refused}");
}
