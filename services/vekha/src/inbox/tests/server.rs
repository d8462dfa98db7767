//! A real IMAP server on this machine: a message is brought, becomes a mark, and is put away.

use super::*;
use crate::{inbox::imap::Mailbox, mail::Security};
use std::{
    fs,
    net::TcpListener,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Child, Command as Process, Stdio},
    time::{Duration, Instant},
};

/// How long the server may take to begin.
const PATIENCE: Duration = Duration::from_secs(60);

/// Dovecot in a folder of its own, ended when dropped.
struct Server {
    folder: tempfile::TempDir,
    child: Child,
    /// Ports of STARTTLS and of TLS.
    ports: (u16, u16),
}

impl Server {
    /// None when the machine has no dovecot; `tests/run` installs it where it may.
    fn start() -> Option<Server> {
        let program = ["/usr/sbin/dovecot", "/usr/bin/dovecot"].into_iter().find(|path| Path::new(path).exists())?;
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        certificates(folder.path());
        let free = || TcpListener::bind("127.0.0.1:0").unwrap();
        let (one, two) = (free(), free());
        let ports = (one.local_addr().unwrap().port(), two.local_addr().unwrap().port());
        drop((one, two));
        let file = folder.path().join("dovecot.conf");
        fs::write(&file, settings(folder.path(), ports)).unwrap();
        let child = Process::new(program)
            .arg("-F")
            .arg("-c")
            .arg(&file)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let server = Server { folder, child, ports };
        let begun = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", ports.1)).is_err() {
            assert!(begun.elapsed() < PATIENCE, "{}", server.log());
            std::thread::sleep(Duration::from_millis(20));
        }
        Some(server)
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    fn mailbox(&self, security: Security) -> Mailbox {
        let port = if security == Security::Tls { self.ports.1 } else { self.ports.0 };
        Mailbox {
            host: "localhost".to_owned(),
            port,
            security,
            authority: fs::read(self.folder.path().join("ca.pem")).unwrap(),
            user: "office".to_owned(),
            password: "secret".to_owned(),
            folder: "INBOX".to_owned(),
            keep: None,
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let asked = Process::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        if !asked.is_ok_and(|status| status.success()) {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

fn run(folder: &Path, program: &str, args: &[&str]) -> String {
    let ran = Process::new(program).args(args).current_dir(folder).output().unwrap();
    assert!(ran.status.success(), "{program} {args:?}: {}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8_lossy(&ran.stdout).trim().to_owned()
}

/// An authority of its own and what it signed for `localhost`.
fn certificates(folder: &Path) {
    let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    let made = |rest: &[&str]| run(folder, "openssl", &[&["req"][..], &key[..], rest].concat());
    made(&["-x509", "-days", "2", "-subj", "/CN=office", "-keyout", "ca.key", "-out", "ca.pem"]);
    made(&["-subj", "/CN=localhost", "-keyout", "key.pem", "-out", "request.pem"]);
    fs::write(folder.join("names"), "subjectAltName=DNS:localhost").unwrap();
    let signed = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "names"];
    let args = [&["x509", "-req", "-in", "request.pem", "-out", "cert.pem"][..], &signed[..]].concat();
    run(folder, "openssl", &args);
}

fn settings(folder: &Path, (starttls, tls): (u16, u16)) -> String {
    let at = folder.display();
    let root = run(folder, "id", &["-u"]) == "0";
    let (uid, gid) = if root {
        // Dovecot keeps no mail of root's.
        let mail = folder.join("mail");
        fs::create_dir(&mail).unwrap();
        run(folder, "chown", &["65534:65534", "mail"]);
        ("65534".to_owned(), "65534".to_owned())
    } else {
        (run(folder, "id", &["-u"]), run(folder, "id", &["-g"]))
    };
    let own = |flag: &str| run(folder, "id", &[flag]);
    let users = if root {
        String::new()
    } else {
        let (user, group) = (own("-un"), own("-gn"));
        format!("default_internal_user = {user}\ndefault_internal_group = {group}\ndefault_login_user = {user}\n")
    };
    format!(
        "base_dir = {at}/run\nlog_path = {at}/log\nprotocols = imap\nlisten = 127.0.0.1\nssl = required\n\
         ssl_cert = <{at}/cert.pem\nssl_key = <{at}/key.pem\nssl_dh =\nmail_location = maildir:{at}/mail/%n\n{users}\
         first_valid_uid = 1\nfirst_valid_gid = 1\n\
         service imap-login {{\n chroot =\n inet_listener imap {{\n port = {starttls}\n }}\n inet_listener imaps {{\n port = {tls}\n ssl = yes\n }}\n}}\n\
         service anvil {{\n chroot =\n}}\nservice stats {{\n chroot =\n}}\n\
         passdb {{\n driver = static\n args = password=secret\n}}\n\
         userdb {{\n driver = static\n args = uid={uid} gid={gid} home={at}/mail\n}}\n"
    )
}

#[tokio::test]
async fn a_real_server_brings_an_answer_that_becomes_a_mark() {
    let Some(server) = Server::start() else {
        eprintln!("skipped: there is no dovecot");
        return;
    };
    let office = Office::new().await;
    let site = |mailbox: Mailbox| Site { inbox: Some(std::sync::Arc::new(mailbox)), ..office.site.clone() };
    let mailbox = server.mailbox(Security::Tls);
    let mut session = mailbox.signed_in().await.unwrap_or_else(|e| panic!("{e}\n{}", server.log()));
    let answer = office.answer(&format!("Исполнено {LINK}"));
    session.append("INBOX", None, None, answer.as_bytes()).await.unwrap();
    assert_eq!(poll(&site(mailbox.clone())).await.unwrap(), Polled { handled: 1, left: 0 });
    assert_eq!(office.marks(ACTIVITY).await, [(day("2023-04-03"), 1)]);
    assert_eq!(poll(&site(mailbox.clone())).await.unwrap(), Polled::default(), "it is read");

    session.append("INBOX", None, None, answer.as_bytes()).await.unwrap();
    session.append("INBOX", None, None, office.answer("Спасибо!").as_bytes()).await.unwrap();
    session.create("Handled").await.unwrap();
    let moving = Mailbox { keep: Some("Handled".to_owned()), ..server.mailbox(Security::StartTls) };
    assert_eq!(poll(&site(moving)).await.unwrap(), Polled { handled: 2, left: 0 });
    assert_eq!((office.marks(ACTIVITY).await.len(), office.notes().await.len()), (1, 1));
    assert_eq!(session.select("Handled").await.unwrap().exists, 2, "both were moved");

    let wrong = Mailbox { password: "other".to_owned(), ..mailbox.clone() };
    assert!(matches!(poll(&site(wrong)).await, Err(NotRead::Imap(_))));
    let stranger = Mailbox { authority: Vec::new(), ..mailbox };
    assert!(matches!(poll(&site(stranger)).await, Err(NotRead::Connection(_))), "nobody vouches for the server");
}
