//! The forms messages come in: charsets, encodings, HTML, size, nests, and damage.

use super::*;

fn raw(office: &Office, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "From: ganina@school.example.org\r\nMessage-ID: <{}@x>\r\nIn-Reply-To: {}\r\nMIME-Version: 1.0\r\n{headers}\r\n\r\n",
        headers.len() + body.len(),
        office.message_id(office.letter)
    );
    [head.as_bytes(), body].concat()
}

/// «Исполнено» in an 8-bit charset.
fn koi8r(text: &str) -> Vec<u8> {
    const LETTERS: &str = "юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ";
    let place = |c: char| LETTERS.chars().position(|l| l == c).and_then(|at| u8::try_from(at).ok());
    text.chars().map(|c| place(c).map_or(u8::try_from(c).unwrap_or(b'?'), |at| 0xc0 + at)).collect()
}

fn windows1251(text: &str) -> Vec<u8> {
    let code = |c: char| match c {
        'А'..='я' => 0xc0 + u8::try_from(u32::from(c) - u32::from('А')).unwrap(),
        _ => u8::try_from(c).unwrap_or(b'?'),
    };
    text.chars().map(code).collect()
}

fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().flat_map(|b| format!("={b:02X}").into_bytes()).collect()
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    use base64::{Engine, engine::general_purpose::STANDARD};
    STANDARD.encode(bytes).into_bytes()
}

#[tokio::test]
async fn answers_are_read_in_every_charset_and_encoding() {
    let text = format!("Исполнено {LINK}\r\n");
    let plain = |charset: &str, encoding: &str| {
        format!("Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: {encoding}")
    };
    let html = format!(
        "<html><body><div>Исполнено</div><div><a href=\"{LINK}\">протокол</a></div><blockquote>Не исполнено</blockquote></body></html>"
    );
    let cases = [
        (plain("koi8-r", "8bit"), koi8r(&text)),
        (plain("windows-1251", "8bit"), windows1251(&text)),
        (plain("koi8-r", "base64"), base64(&koi8r(&text))),
        (plain("windows-1251", "quoted-printable"), quoted_printable(&windows1251(&text))),
        (plain("utf-8", "base64"), base64(text.as_bytes())),
        ("Content-Type: text/html; charset=utf-8".to_owned(), html.clone().into_bytes()),
        (
            "Content-Type: multipart/alternative; boundary=b".to_owned(),
            format!("--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n--b--\r\n").into_bytes(),
        ),
    ];
    for (headers, body) in cases {
        let office = Office::new().await;
        let bytes = raw(&office, &headers, &body);
        assert_eq!(handle(&office.site, &bytes).await.unwrap(), Handled::Marked, "{headers}");
    }
}

#[tokio::test]
async fn files_and_large_messages_are_told_to_send_a_link() {
    let office = Office::new().await;
    let attached = "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nИсполнено\r\n--b\r\nContent-Type: application/pdf; name=a.pdf\r\n\
                    Content-Disposition: attachment; filename=a.pdf\r\n\r\nx\r\n--b--\r\n";
    let bytes = raw(&office, "Content-Type: multipart/mixed; boundary=b", attached.as_bytes());
    assert_eq!(handle(&office.site, &bytes).await.unwrap(), Handled::Refused(Fault::Attached));
    let mut large =
        raw(&office, "Content-Type: text/plain; charset=utf-8", format!("Исполнено {LINK}\r\n\r\n").as_bytes());
    large.resize(LARGEST + 1, b'x');
    assert_eq!(handle(&office.site, &large).await.unwrap(), Handled::Refused(Fault::TooLarge));
    assert!(office.marks(ACTIVITY).await.is_empty());
}

#[tokio::test]
async fn nests_of_messages_are_harmless() {
    let office = Office::new().await;
    let encoded = "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64";
    for (headers, nest) in [
        ("Content-Type: message/rfc822", "Content-Type: message/rfc822\r\n\r\n"),
        ("Content-Type: MESSAGE / \r\n global", "Content-Type: MESSAGE / \r\n global\r\n\r\n"),
        ("Content-Type: multipart/digest; boundary=b", "--b\r\n\r\nContent-Type: multipart/digest; boundary=b\r\n\r\n"),
    ] {
        let bomb = nest.repeat(100_000);
        let _ = handle(&office.site, &raw(&office, headers, bomb.as_bytes())).await.unwrap();
        let _ = handle(&office.site, &raw(&office, encoded, &base64(bomb.as_bytes()))).await.unwrap();
    }
    let parts = "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n".repeat(100_000);
    let _ = handle(&office.site, &raw(&office, "Content-Type: multipart/mixed; boundary=b", parts.as_bytes()))
        .await
        .unwrap();
    assert!(office.marks(ACTIVITY).await.is_empty());
}

#[tokio::test]
async fn no_damage_to_a_message_stops_the_program() {
    let office = Office::new().await;
    let text = format!("Исполнено 2.23 03.07.2023 {LINK}\n\n> пн, 5 июл. 2023 г. в 09:00, Веха <v@example.org>:");
    let whole = office.answer(&text).into_bytes();
    let mut seed = 42_u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below.max(1)
    };
    for _ in 0..400 {
        let mut bytes = whole.clone();
        for _ in 0..=next(8) {
            bytes.resize(bytes.len() + 1, b' ');
            let at = next(bytes.len());
            match next(4) {
                0 => bytes[at] = u8::try_from(next(256)).unwrap(),
                1 => drop(bytes.remove(at)),
                2 => bytes.truncate(at.max(1)),
                _ => {
                    let part = bytes[at..(at + 20).min(bytes.len())].to_vec();
                    bytes.splice(at..at, part);
                }
            }
        }
        let read = message::received(&bytes, bytes.len());
        if let Some(read) = read {
            let _ = reading::read(&read.text, &["2.23"], day("2023-07-05"));
        }
        if next(8) == 0 {
            handle(&office.site, &bytes).await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_letter_that_came_back_is_noted_and_its_address_not_written_to() {
    let office = Office::new().await;
    let report = |action: &str, status: &str, id: &str| {
        format!(
            "From: MAILER-DAEMON@example.org\r\nReturn-Path: <>\r\nMessage-ID: <{action}{status}@mx.example.org>\r\nSubject: Undelivered\r\n\
             Auto-Submitted: auto-replied\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
             --b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n\
             Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; a@example.org\r\nAction: {action}\r\nStatus: {status}\r\n\
             --b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {id}\r\nSubject: letter\r\n\r\ntext\r\n--b--\r\n"
        )
    };
    let id = office.message_id(office.letter);
    let to = Recipient::Person(office.person);
    let lost = || async { office.town.app.office(OFFICE).await.unwrap().mailbook().unreachable(to).is_some() };
    assert_eq!(office.handle(&report("delayed", "4.4.1", &id)).await, Handled::Automatic);
    let forged = format!("<{}.AAAAAAAAAA@vekha.example.org>", office.letter.0);
    assert_eq!(office.handle(&report("failed", "5.1.2", &forged)).await, Handled::Automatic);
    assert!(!lost().await);
    assert_eq!(office.handle(&report("failed", "5.1.1", &id)).await, Handled::Bounced);
    assert!(lost().await);
    let second = office.write(&[ACTIVITY]).await;
    let exchange = format!(
        "From: postmaster@example.org\r\nMessage-ID: <7@mx>\r\nSubject: Undeliverable\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
         <p>Your message couldn't be delivered: '452 4.2.2 mailbox full'</p><p>Message-ID: &lt;{}&gt;</p>\r\n",
        office.message_id(second).replace(['<', '>'], "")
    );
    assert_eq!(office.handle(&exchange).await, Handled::Bounced);
}
