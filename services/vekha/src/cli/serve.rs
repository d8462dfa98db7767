//! `vekha serve`: pages and API until asked to end.

use super::{Failure, Outcome, file, lang, place, say};
use crate::{
    app::{App, AppError},
    config::{Settings, SettingsError},
    web::{self, Outside},
};
use clap::Args;
use std::{io::ErrorKind, net::SocketAddr, path::PathBuf, process::ExitCode, sync::Arc, time::Duration};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::Notify,
};

/// Where the program listens unless told.
pub const LISTEN: &str = "127.0.0.1:8080";
/// The database unless told.
const DATABASE: &str = "sqlite://vekha.db";

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
    /// File of settings
    #[arg(long, env = "VEKHA_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
}

impl Serve {
    /// Opens the database and serves.
    pub async fn run(self) -> Outcome {
        let file = match &self.config {
            Some(path) => Settings::read(path).map_err(|e| match e {
                SettingsError::File(e) => file::unusable(path, &e),
                SettingsError::Text(e) => file::wrong(path, &e.to_string()),
            })?,
            None => Settings::default(),
        };
        let listener = listening(self.listen.or(file.listen).as_deref().unwrap_or(LISTEN)).await?;
        let app = place::open(self.database.or(file.database).as_deref().unwrap_or(DATABASE), true).await?;
        let outside = Outside { base_url: self.base_url.or(file.base_url), ..Outside::default() };
        app.finish_erasures().await?;
        if app.offices().await?.is_empty() {
            say(&lang().say("cli-serve-empty"))?;
        }
        say(&lang().say_with("cli-serving", [("url", address(&listener)?.into())]))?;
        serve(app, outside, listener).await
    }
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

/// How long requests under way are waited for at the end; a client that never finishes its own does not keep the log open.
const FAREWELL: Duration = Duration::from_secs(10);

/// Serves until SIGTERM or SIGINT; requests under way are answered first, then the log is closed.
pub async fn serve(app: App, outside: Outside, listener: TcpListener) -> Outcome {
    let routes = web::router(app.clone(), outside).into_make_service_with_connect_info::<SocketAddr>();
    let mut terminate = signal(SignalKind::terminate()).map_err(|e| AppError::broken("wait for signals", &e))?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(|e| AppError::broken("wait for signals", &e))?;
    let ending = Arc::new(Notify::new());
    let asked = {
        let ending = ending.clone();
        async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            ending.notify_one();
        }
    };
    let too_long = async {
        ending.notified().await;
        tokio::time::sleep(FAREWELL).await;
    };
    let served = tokio::select! {
        served = axum::serve(listener, routes).with_graceful_shutdown(asked) => served,
        () = too_long => Ok(()),
    };
    app.log().close().await;
    served.map_err(|e| AppError::broken("serve", &e))?;
    Ok(ExitCode::SUCCESS)
}
