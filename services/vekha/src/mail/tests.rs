//! Letters as servers and folders get them.

use super::*;
use std::time::Duration;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpListener,
};

fn sender() -> Sender {
    Sender {
        name: "Веха".to_owned(),
        address: "vekha@office.example.org".parse().unwrap(),
        reply_to: None,
        answers: false,
    }
}

fn letter() -> Letter {
    Letter {
        id: Uuid::from_u128(7),
        at: "2023-07-05T06:00:00Z".parse().unwrap(),
        language: "ru",
        to: "ganina@example.org".to_owned(),
        name: "Ганина Е.В.".to_owned(),
        subject: "Ссылка для входа".to_owned(),
        text: "Здравствуйте!\n.\nОдна точка в строке письма не кончает.".to_owned(),
        html: "<p>Здравствуйте!</p>".to_owned(),
        ..Letter::default()
    }
}

/// What a server says at each step; an empty answer is a line that is cut.
#[derive(Clone, Copy)]
struct Script {
    greeting: &'static str,
    to: &'static str,
    end: &'static str,
}

const GOOD: Script = Script { greeting: "220 there", to: "250 ok", end: "250 2.0.0 queued as 1" };

/// A server for one letter; gives back what it was told.
async fn server(script: Script) -> (u16, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let told = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = BufReader::new(stream);
        let (mut all, mut inside) = (String::new(), false);
        stream.write_all(format!("{}\r\n", script.greeting).as_bytes()).await.unwrap();
        let mut line = String::new();
        while stream.read_line(&mut line).await.unwrap_or(0) > 0 {
            all.push_str(&line);
            let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
            let answer = match (inside, verb.as_str(), line.trim_end()) {
                (true, _, ".") => script.end,
                (true, ..) => "-",
                (false, "DATA", _) => "354 go on",
                (false, "RCPT", _) => script.to,
                (false, "QUIT", _) => "221 bye",
                (false, ..) => "250 ok",
            };
            inside = answer == "354 go on" || answer == "-";
            line.clear();
            match answer {
                "-" => continue,
                "" => break,
                // Silence: the connection stays open until the other side has had enough.
                "silence" => continue,
                words => stream.write_all(format!("{words}\r\n").as_bytes()).await.unwrap(),
            }
        }
        all
    });
    (port, told)
}

async fn carried(script: Script) -> (Result<Sent, NotSent>, String) {
    let (port, told) = server(script).await;
    let mut relay = Relay::new("127.0.0.1".to_owned(), port, Security::Plain);
    relay.patience =
        (Duration::from_secs(20), Duration::from_millis(if script.end == "silence" { 50 } else { 20_000 }));
    let sent = Outbox::smtp(sender(), relay).send(&letter()).await;
    (sent, told.await.unwrap())
}

#[tokio::test]
async fn a_letter_reaches_the_server_with_all_that_a_letter_needs() {
    let (sent, told) = carried(GOOD).await;
    assert_eq!(sent, Ok(Sent { answer: "250 2.0.0 queued as 1".to_owned() }));
    let from = "MAIL FROM:<vekha@office.example.org>";
    for needed in [from, "RCPT TO:<ganina@example.org>", "Auto-Submitted: auto-generated", "text/plain; charset=utf-8"]
    {
        assert!(told.contains(needed), "{needed}: {told}");
    }
    assert!(told.contains(&format!("Message-ID: <{}@office.example.org>", letter().id)), "{told}");
    assert!(told.contains("text/html; charset=utf-8") && told.contains("Content-Language: ru"), "{told}");
    assert!(told.is_ascii() && told.contains("QUIT"), "{told}");
    assert!(told.lines().all(|line| line.len() <= 998), "{told}");
}

#[test]
fn a_letter_built_again_is_the_same_bytes_with_its_code_calendar_and_files() {
    let full = Letter {
        code: Some("k7Qm2xT9aB".to_owned()),
        invitation: Some(Invitation { method: "REQUEST", calendar: "BEGIN:VCALENDAR\r\n".to_owned() }),
        files: vec![File { name: "sroki.ics", kind: "text/calendar; charset=utf-8", text: "BEGIN".to_owned() }],
        explained: Some("https://vekha.example.org/help/responsible".to_owned()),
        ..letter()
    };
    let built = || String::from_utf8(message::built(&sender(), &full).unwrap().formatted()).unwrap();
    let text = built();
    assert_eq!(text, built());
    for needed in [
        &*format!("Message-ID: <{}.k7Qm2xT9aB@office.example.org>", full.id),
        "multipart/mixed;",
        "multipart/alternative;",
        "X-Auto-Response-Suppress: All",
        "List-Unsubscribe: <https://vekha.example.org/help/responsible>",
        "text/calendar; charset=utf-8; method=REQUEST",
        "filename=\"invite.ics\"",
        "filename=\"sroki.ics\"",
    ] {
        assert!(text.contains(needed), "{needed}: {text}");
    }
    let parsed = mail_parser::MessageParser::default().parse(text.as_bytes()).unwrap();
    assert_eq!((parsed.text_body_count(), parsed.attachment_count()), (1, 3), "{text}");
    assert!(!String::from_utf8(message::built(&sender(), &letter()).unwrap().formatted()).unwrap().contains("mixed"));
}

#[tokio::test]
async fn what_failed_says_whether_a_repetition_can_do_harm() {
    let cases = [
        (Script { greeting: "421 later", ..GOOD }, NotSent::Unreachable as fn(String) -> NotSent),
        (Script { greeting: "554 no", ..GOOD }, NotSent::Unreachable),
        (Script { to: "550 5.1.1 no such user", ..GOOD }, NotSent::AddressRefused),
        (Script { to: "554 5.7.1 relaying denied", ..GOOD }, NotSent::LetterRefused),
        (Script { to: "450 4.7.1 greylisted", ..GOOD }, NotSent::Later),
        (Script { to: "", ..GOOD }, NotSent::Unreachable),
        (Script { end: "554 5.7.1 spam", ..GOOD }, NotSent::LetterRefused),
        (Script { end: "452 4.3.1 full", ..GOOD }, NotSent::Later),
        (Script { end: "", ..GOOD }, NotSent::Unknown),
        (Script { end: "silence", ..GOOD }, NotSent::Unknown),
    ];
    for (script, expected) in cases {
        let (sent, _) = carried(script).await;
        let why = sent.unwrap_err();
        assert_eq!(why, expected(why.to_string()), "{} / {} / {}", script.greeting, script.to, script.end);
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_tried_again_and_starttls_is_never_done_without() {
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let relay = Relay::new("127.0.0.1".to_owned(), gone, Security::Plain);
    let sent = Outbox::smtp(sender(), relay).send(&letter()).await;
    assert!(matches!(sent, Err(NotSent::Unreachable(_))), "{sent:?}");
    let (port, told) = server(GOOD).await;
    let relay = Relay::new("127.0.0.1".to_owned(), port, Security::StartTls);
    let sent = Outbox::smtp(sender(), relay).send(&letter()).await;
    assert!(matches!(&sent, Err(NotSent::Unreachable(why)) if why.contains("STARTTLS")), "{sent:?}");
    assert!(!told.await.unwrap().contains("MAIL FROM"));
}

#[tokio::test]
async fn a_letter_in_the_folder_is_read_back_as_it_was_written() {
    let place = tempfile::tempdir().unwrap();
    let folder = Folder::at(place.path().join("mail"));
    let outbox = Outbox::folder(sender(), folder.clone());
    assert_eq!(folder.list(10).unwrap(), []);
    let later = Letter { id: Uuid::from_u128(8), at: "2023-07-06T06:00:00Z".parse().unwrap(), ..letter() };
    for letter in [&letter(), &later, &letter()] {
        outbox.send(letter).await.unwrap();
    }
    let list = folder.list(10).unwrap();
    assert_eq!(list.iter().map(|kept| kept.at.unwrap()).collect::<Vec<_>>(), [later.at, letter().at]);
    assert_eq!(list[0].to, "Ганина Е.В. ganina@example.org");
    let opened = folder.open(&list[1].name).unwrap().unwrap();
    assert_eq!(
        (opened.kept.subject.as_str(), opened.from.as_str()),
        ("Ссылка для входа", "Веха vekha@office.example.org")
    );
    assert_eq!(opened.text.trim_end(), letter().text);
    assert_eq!(opened.html.trim_end(), letter().html);
    for elsewhere in ["", "../vekha", "нет", "20230705"] {
        assert_eq!(folder.open(elsewhere).unwrap(), None, "{elsewhere}");
    }
    use std::os::unix::fs::PermissionsExt;
    assert_eq!(std::fs::metadata(folder.path()).unwrap().permissions().mode() & 0o777, 0o700);
}

#[tokio::test]
async fn nothing_typed_into_a_letter_adds_a_header_or_a_recipient() {
    let memory = Memory::default();
    let outbox = Outbox::memory(sender(), memory.clone());
    let evil = Letter {
        subject: "Вход\r\nBcc: evil@example.org".to_owned(),
        name: "Ганина\r\nBcc: evil@example.org".to_owned(),
        ..letter()
    };
    let text = String::from_utf8(message::built(&sender(), &evil).unwrap().formatted()).unwrap();
    assert!(!text.contains("\r\nBcc:"), "{text}");
    for address in
        ["", "ganina", "a@example.org, b@example.org", "a@example.org\r\nRCPT TO:<b@example.org>", "я@example.org"]
    {
        let sent = outbox.send(&Letter { to: address.to_owned(), ..letter() }).await;
        assert!(matches!(sent, Err(NotSent::AddressRefused(_))), "{address}: {sent:?}");
    }
    assert_eq!(memory.at_least(0).await, []);
}

#[test]
fn settings_that_would_send_a_password_in_clear_or_from_nobody_are_refused() {
    let folder = || Folder::at("mail".into());
    let read = |text: &str| toml::from_str::<MailSettings>(text).unwrap().outbox("https://vekha.example.org", folder());
    let own = read("").unwrap();
    assert_eq!(
        (own.sender.address.to_string().as_str(), own.laid_into()),
        ("vekha@vekha.example.org", Some(&folder()))
    );
    let server = read("host = 'mail.example.org'\nfrom = 'vekha@example.org'\nuser = 'u'\npassword = 'p'").unwrap();
    assert_eq!(format!("{:?}", server.way), "Smtp(Relay(mail.example.org:587, StartTls))");
    for wrong in [
        "host = 'mail.example.org'",
        "from = 'nobody'",
        "host = 'm.example.org'\nfrom = 'a@example.org'\ntls = 'none'\nuser = 'u'\npassword = 'p'",
        "host = 'm.example.org'\nfrom = 'a@example.org'\nuser = 'u'",
        "host = 'm.example.org'\nfrom = 'a@example.org'\nuser = 'u'\npassword_file = '/nowhere/password'",
    ] {
        assert!(read(wrong).is_err(), "{wrong}");
    }
    let local = MailSettings::default().outbox("http://127.0.0.1:8080", folder()).unwrap();
    assert_eq!(local.sender.address.to_string(), "vekha@localhost");
}
