//! `vekha serve`: pages, API and the timetable until asked to end.

use super::{Failure, Outcome, file, lang, mail, place, say};
use crate::{
    accounts::roll,
    app::{App, AppError, secret_path},
    config::{Settings, SettingsError},
    ending::Ending,
    inbox::{InboxSettings, Mailbox, WrongInbox},
    mail::Folder,
    oidc::{OidcSettings, Registered, WrongOidc},
    scheduler::{self, Timetable, WrongTimetable},
    web::{self, Outside, Site, first_run::FirstRun, proxies::Proxies},
};
use clap::Args;
use std::{
    io::ErrorKind,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};
use vekha_event_log::OpenOptions;

/// Where the program listens unless told.
pub const LISTEN: &str = "127.0.0.1:8080";
/// The database unless told.
pub const DATABASE: &str = "sqlite://vekha.db";

/// Arguments of `vekha serve`.
#[derive(Args)]
pub struct Serve {
    /// Address and port
    #[arg(long, env = "VEKHA_LISTEN", value_name = "ADDRESS")]
    listen: Option<String>,
    /// `sqlite://PATH` or a path
    #[arg(long, env = "VEKHA_DATABASE", value_name = "URL")]
    database: Option<String>,
    /// How people reach the program
    #[arg(long, env = "VEKHA_BASE_URL", value_name = "URL")]
    base_url: Option<String>,
    /// Megabytes that offices may take in memory together
    #[arg(long, env = "VEKHA_MEMORY_MB", value_name = "MB")]
    memory_mb: Option<u64>,
    /// File of settings
    #[arg(long, env = "VEKHA_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
}

impl Serve {
    /// Opens the database and serves.
    pub async fn run(self) -> Outcome {
        let file = settings(self.config.as_deref())?;
        let proxies = Proxies::read(file.trusted_proxies.as_deref())
            .map_err(|e| Failure::Use(lang().say_with("cli-bad-proxy", [("network", e.to_string().into())])))?;
        let oidc = registered(&file.oidc)?;
        let timetable = timetable(file.timetable.as_deref())?;
        let listener = listening(self.listen.or(file.listen).as_deref().unwrap_or(LISTEN)).await?;
        let database = self.database.or(file.database).unwrap_or_else(|| DATABASE.to_owned());
        let app = place::open(&database, true).await?;
        if OpenOptions::new(&database).is_on_server() && !app.has_secret() {
            return Err(AppError::OtherSecret { path: secret_path(app.log().path()) }.into());
        }
        let url = address(&listener)?;
        // Links in letters need an address; without one in the settings it is this machine's.
        let base_url = self.base_url.or(file.base_url).unwrap_or_else(|| url.clone());
        let outbox = mail::outbox(&file.mail, &base_url, Folder::beside(app.log().path()))?;
        let inbox = mailbox(&file.inbox)?;
        if let Some(megabytes) = self.memory_mb.or(file.memory_mb) {
            app.bound_memory(megabytes.saturating_mul(1 << 20));
        }
        let first_run = first_run(&app, &base_url).await?;
        say(&lang().say_with("cli-serving", [("url", url.into())]))?;
        tokio::spawn(finish_erasures(app.clone()));
        let outside = Outside {
            base_url: Some(base_url),
            outbox: Some(outbox),
            inbox,
            pipe: file.inbox.pipe,
            proxies,
            first_run,
            oidc,
            checking: file.links,
            ..Outside::default()
        };
        serve(Site::new(app, outside), Some(timetable), listener).await
    }
}

/// Finishes what a crash or a backup left while others work already: no name is told from the moment the log says that it is to be
/// erased. Offices where nothing was left are not folded.
async fn finish_erasures(app: App) {
    if let Err(e) = app.finish_erasures().await {
        tracing::error!(error = %e, "erasures begun earlier were not finished; they are at the next start");
    }
}

/// Lets go of offices that nobody uses any more.
async fn tidy(app: App, ending: Ending) {
    while !ending.is_asked() {
        app.drop_idle().await;
        tokio::select! {
            () = ending.asked() => {}
            () = tokio::time::sleep(Duration::from_secs(60)) => {}
        }
    }
}

/// The settings of a file, or those of none.
pub fn settings(config: Option<&Path>) -> Result<Settings, Failure> {
    let Some(path) = config else { return Ok(Settings::default()) };
    Settings::read(path).map_err(|e| match e {
        SettingsError::File(e) => file::unusable(path, &e),
        SettingsError::Text(e) => file::wrong(path, &e.to_string()),
    })
}

/// The timetable of a file, or the program's own.
fn timetable(path: Option<&Path>) -> Result<Timetable, Failure> {
    let Some(path) = path else { return Ok(Timetable::usual()?) };
    let wrong = |key: &str, job: &str, line: &str| {
        let names = Timetable::names().collect::<Vec<_>>().join(", ");
        let args = [("job", job.to_owned().into()), ("line", line.to_owned().into()), ("names", names.into())];
        file::wrong(path, &lang().say_with(key, args))
    };
    Timetable::read(path).map_err(|e| match &e {
        WrongTimetable::File(e) => file::unusable(path, e),
        WrongTimetable::Text(e) => file::wrong(path, &e.to_string()),
        WrongTimetable::Unknown(name) => wrong("timetable-unknown", name, ""),
        WrongTimetable::Fields(job, line) => wrong("timetable-fields", job, line),
        WrongTimetable::Weekday(job, line) => wrong("timetable-weekday", job, line),
        WrongTimetable::Line(job, line) => wrong("timetable-line", job, line),
        WrongTimetable::Never(job, line) => wrong("timetable-never", job, line),
    })
}

/// The mailbox that answers come to, if the settings name one.
fn mailbox(settings: &InboxSettings) -> Result<Option<Mailbox>, Failure> {
    settings.mailbox().map_err(|wrong| match wrong {
        WrongInbox::Credentials => Failure::Use(lang().say("inbox-no-password")),
        WrongInbox::Open => Failure::Use(lang().say("inbox-open-way")),
        WrongInbox::Authority(path) => file::wrong(&path, &lang().say("inbox-no-certificate")),
        WrongInbox::File(path, e) => file::unusable(&path, &e),
    })
}

/// The provider of OpenID Connect, if the settings name one.
fn registered(settings: &OidcSettings) -> Result<Option<Registered>, Failure> {
    settings.registered().map_err(|wrong| match wrong {
        WrongOidc::NotBuilt => Failure::Use(lang().say("oidc-not-built")),
        WrongOidc::Missing(key) => Failure::Use(lang().say_with("oidc-missing", [("key", key.into())])),
        WrongOidc::Issuer(issuer) => Failure::Use(lang().say_with("oidc-bad-issuer", [("issuer", issuer.into())])),
        WrongOidc::Secret => Failure::Use(lang().say("oidc-bad-secret")),
        WrongOidc::File(path, e) => file::unusable(&path, &e),
    })
}

/// While nobody can sign in, a door for the first account; its key is printed once.
async fn first_run(app: &App, base_url: &str) -> Result<FirstRun, Failure> {
    if !roll::is_empty(app).await? {
        return Ok(FirstRun::default());
    }
    let (door, key) = FirstRun::open();
    let link = format!("{}/first/{key}", base_url.trim_end_matches('/'));
    eprintln!("vekha: {}", lang().say_with("cli-first-run", [("link", link.into())]));
    Ok(door)
}

/// Takes the address.
pub async fn listening(at: &str) -> Result<TcpListener, Failure> {
    TcpListener::bind(at).await.map_err(|e| {
        let args = [("address", at.to_owned().into()), ("why", e.to_string().into())];
        let sentence = lang().say_with("cli-cannot-listen", args);
        // What is no address at all was typed wrongly; one that is taken may be free tomorrow.
        if e.kind() == ErrorKind::InvalidInput { Failure::Use(sentence) } else { Failure::Broken(sentence) }
    })
}

/// The address that was taken, as browsers write it.
pub fn address(listener: &TcpListener) -> Result<String, Failure> {
    let at = listener.local_addr().map_err(|e| Failure::Broken(e.to_string()))?;
    Ok(format!("http://{at}"))
}

/// How long requests and letters under way are waited for at the end; a client that never finishes its own does not keep the log
/// open.
const FAREWELL: Duration = Duration::from_secs(10);

/// Serves until SIGTERM or SIGINT, and keeps the timetable if there is one; requests and letters under way are finished first,
/// then the log is closed.
pub async fn serve(site: Site, timetable: Option<Timetable>, listener: TcpListener) -> Outcome {
    let routes = web::routes(&site).into_make_service_with_connect_info::<SocketAddr>();
    let mut terminate = signal(SignalKind::terminate()).map_err(|e| AppError::broken("wait for signals", &e))?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(|e| AppError::broken("wait for signals", &e))?;
    let ending = Ending::default();
    let asked = {
        let ending = ending.clone();
        async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            ending.ask();
        }
    };
    let too_long = async {
        ending.asked().await;
        tokio::time::sleep(FAREWELL).await;
    };
    let kept = async {
        tokio::spawn(tidy(site.app.clone(), ending.clone()));
        if let Some(timetable) = timetable {
            scheduler::run(site.clone(), timetable, ending.clone()).await;
        }
    };
    let both = async {
        let (served, ()) = tokio::join!(axum::serve(listener, routes).with_graceful_shutdown(asked), kept);
        served
    };
    let served = tokio::select! {
        served = both => served,
        () = too_long => Ok(()),
    };
    site.app.log().close().await;
    served.map_err(|e| AppError::broken("serve", &e))?;
    Ok(ExitCode::SUCCESS)
}
