//! `vekha demo`: lives the invented history, prints the sign-ins and serves.

use super::{
    Failure, Outcome, lang, say,
    serve::{LISTEN, address, listening, serve},
};
use crate::{
    app::App,
    demo, integrity, reminders, sentence,
    web::{Outside, Site},
};
use chrono::{DateTime, FixedOffset, Utc};
use clap::Args;
use std::{path::PathBuf, time::Instant};

/// The demonstration's day: the summer's monitoring is open and a year and a half of history lies behind.
const DEMO_DAY: &str = "2023-07-05T09:00:00+03:00";

/// Arguments of `vekha demo`.
#[derive(Args)]
pub struct Demo {
    /// Address and port
    #[arg(long, value_name = "ADDRESS", default_value = LISTEN)]
    listen: String,
    /// The moment the demonstration stands at
    #[arg(long, value_name = "INSTANT", default_value = DEMO_DAY)]
    now: DateTime<FixedOffset>,
    /// Its folder, made when it is not there
    #[arg(long, value_name = "DIR", default_value = "vekha-demo")]
    data: PathBuf,
}

impl Demo {
    /// Lives the history up to the moment, prints the sign-ins and serves.
    pub async fn run(self) -> Outcome {
        let listener = listening(&self.listen).await?;
        let begun = Instant::now();
        let broken = |e: demo::DemoError| Failure::Broken(e.to_string());
        let app = demo::open(&self.data, self.now.with_timezone(&Utc)).await.map_err(broken)?;
        let url = address(&listener)?;
        demo::write_card(&app, &url).await.map_err(broken)?;
        self.greet(&app, &url, begun).await?;
        let demo_accounts = demo::accounts().map_err(broken)?;
        // Letters lie in the folder's `mail`, and a page shows them.
        let outside = Outside { base_url: Some(url), demo_accounts, ..Outside::default() };
        let site = Site::new(app, outside);
        integrity::sign_all(&site.app).await?;
        reminders::run_due(&site).await?;
        serve(site, None, listener).await
    }

    async fn greet(&self, app: &App, url: &str, begun: Instant) -> Result<(), Failure> {
        let events: u64 = app.offices_with_heads().await?.iter().map(|(_, head)| head.position).sum();
        let seconds = format!("{:.1}", begun.elapsed().as_secs_f64());
        say(&lang().say_with("cli-demo-ready", [("events", events.into()), ("seconds", seconds.into())]))?;
        for account in demo::accounts().map_err(|e| Failure::Broken(e.to_string()))? {
            let role = sentence::role(lang(), account.role);
            say(&format!(
                "  {:<24} {:<24} {}  ({role}, {})",
                account.login, account.password, account.name, account.territory
            ))?;
        }
        say(&lang().say_with("cli-serving", [("url", url.to_owned().into())]))
    }
}
