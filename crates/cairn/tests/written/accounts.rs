//! What the guide says of accounts, passwords and sessions is what the program does.

use crate::page::{all_code, code, flowing, guide, inventory, number, quoted, row, section};

/// Every way in with who may take it, as a test of the web crate holds it: the list itself would have the
/// whole server built into this test.
fn doors() -> Vec<String> {
    let doors = crate::repository::read("crates/web/doors.txt");
    doors.lines().map(str::to_owned).collect()
}

#[test]
fn sessions_last_as_long_as_the_guide_says_and_there_may_be_several() {
    let guide = flowing(section(&guide(), "Accounts and second factors"));
    let context = "crates/app/src/context.rs";
    let idle = number(context, "session_idle_min") / 60;
    let most = number(context, "session_max_min") / 60;
    let sentence = format!("Sessions end after {idle} hours without use and {most} hours at most");
    assert!(guide.contains(&sentence), "{sentence}");
    assert!(guide.contains("A person may have any number of sessions at once"));
    let data = inventory();
    let secret = row(section(&data, "Data and the care it needs"), "Secret");
    let days = number(
        "crates/app/src/account/invite.rs",
        "LONGEST_INVITATION_DAYS",
    );
    let kept = format!("Sessions {most} hours, invitations {days} days");
    assert!(secret.contains(&kept), "{secret}");
}

#[test]
fn the_words_that_no_password_may_be_made_of_are_written_down() {
    let guide = flowing(section(&guide(), "Accounts and second factors"));
    assert!(guide.contains("made of a person's name, address or project"));
    let strength = code("crates/app/src/account/strength.rs");
    let words = strength
        .split("OF_THE_PRODUCT: [&str; 3] = [")
        .nth(1)
        .expect("the list is there");
    let words = words.split(']').next().expect("and it ends");
    let words: Vec<_> = words.split('"').skip(1).step_by(2).collect();
    assert_eq!(words.len(), 3);
    for word in words {
        assert!(
            guide.contains(&format!("*{word}*")),
            "the guide does not name {word}"
        );
    }
}

/// Who lets somebody in: the handlers that set the cookie of a session, and the one that reads a token.
#[test]
fn the_ways_in_are_those_that_are_written_down() {
    let page = inventory();
    let ways = section(&page, "Ways in");
    let mut lets_in: Vec<_> = all_code()
        .into_iter()
        .filter(|(path, text)| path.starts_with("crates/web/") && text.contains("let_in("))
        .map(|(path, _)| path)
        .collect();
    lets_in.sort_unstable();
    let known = [
        (
            "crates/web/src/pages/account/passkeys.rs",
            "`/login/passkey`",
        ),
        (
            "crates/web/src/pages/account/second_factor.rs",
            "`/account/second-factor`",
        ),
        ("crates/web/src/pages/invitation.rs", "`/join`"),
        ("crates/web/src/pages/sign_in.rs", "`/login`, `/login/code`"),
    ];
    assert_eq!(lets_in, known.map(|(path, _)| path), "another way in");
    for (_, way) in known {
        assert!(row(ways, way).len() > 20, "{way}");
    }
    let doors = doors();
    let programs: Vec<_> = doors
        .iter()
        .filter(|line| line.ends_with("with a token"))
        .collect();
    for line in &programs {
        // Programs read, and hand evidence in; nothing else.
        let does = line.starts_with("GET ") || line.ends_with("submit, with a token");
        assert!(does && line.contains(" /api/v1/"), "{line}");
    }
    assert!(programs.len() > 2);
    assert!(row(ways, "`/api/v1`").contains("token"));
    let receipts = row(ways, "`/receipt`");
    assert!(receipts.contains("no account"), "{receipts}");
}

/// Who lost a factor comes back by what the guide says, with the same proof of who they are as at the beginning.
#[test]
fn lost_factors_are_replaced_as_the_guide_says() {
    let guide = guide();
    let accounts = section(&guide, "Accounts and second factors");
    let flowing = flowing(accounts);
    let codes = number("crates/app/src/account/second_factor.rs", "RECOVERY_CODES");
    assert_eq!(codes, 10, "the guide says ten");
    assert!(flowing.contains("ten recovery codes on paper"));
    assert!(flowing.contains("as well as you knew them when you invited them"));
    let commands = code("crates/cairn/src/commands/people.rs");
    for (command, variant) in [
        ("cairn user reset-second-factor", "ResetSecondFactor"),
        ("cairn user password", "Password"),
    ] {
        assert!(
            accounts.contains(command) && commands.contains(variant),
            "{command}"
        );
    }
    // No page does it: only who runs the machine can.
    let by_page = doors().into_iter().find(|line| line.contains("reset"));
    assert!(by_page.is_none(), "{by_page:?}");
}

#[test]
fn roles_and_actions_of_the_documents_are_those_of_the_tables() {
    let table = crate::repository::read("crates/domain/permissions.txt");
    let page = inventory();
    let typed = section(&page, "Rules for what is typed");
    assert!(quoted(typed).contains(&"crates/domain/permissions.txt"));
    for role in ["reader", "volunteer", "verifier", "lead", "admin"] {
        assert!(table.to_lowercase().contains(role), "{role}");
    }
}

/// Hints and questions that only their owner is thought to answer are no proof of anything.
#[test]
fn nobody_is_asked_for_a_hint_or_a_secret_question() {
    let entities = crate::repository::texts_under("crates/storage/src/entity");
    let of_accounts = entities.iter().filter(|(path, _)| {
        ["account.rs", "second_factor.rs", "recovery_code.rs"]
            .iter()
            .any(|name| path.ends_with(name))
    });
    let mut seen = 0;
    for (path, text) in of_accounts {
        seen += 1;
        for word in ["hint", "question", "answer"] {
            assert!(!text.contains(word), "{path} keeps a {word}");
        }
    }
    assert_eq!(seen, 3);
    let words = crate::repository::read("web/locales/en/account.ftl").to_lowercase();
    for word in [
        "security question",
        "secret question",
        "password hint",
        "mother's",
    ] {
        assert!(!words.contains(word), "{word}");
    }
}
