//! The command line: one command a file. Answers go to standard output, everything else to standard error.

mod copy;
mod deadline;
mod demo;
mod doctor;
mod export;
mod figures;
mod file;
mod help;
mod history;
mod import;
mod integrity;
mod links;
mod mail;
mod outsiders;
mod place;
mod receive;
mod region;
mod remind;
mod report;
mod restore;
mod scoring;
mod serve;
mod user;

use crate::{app::AppError, import_worker::Worker, refusals, wording::Lang};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, error::ErrorKind};
use std::{
    io::{self, Write},
    process::ExitCode,
};
use tracing_subscriber::EnvFilter;

/// Keeps the roadmaps that education offices adopt by order.
#[derive(Parser)]
#[command(name = "vekha", version, disable_help_subcommand = true, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves the demonstration: five published orders and an invented history
    Demo(demo::Demo),
    /// Serves pages and API, plans and sends letters
    Serve(serve::Serve),
    /// Makes an order a roadmap; `--dry-run` only shows it
    Import(import::Import),
    #[command(hide = true)]
    ImportWorker(Worker),
    /// Reads a term in the words of an order
    Deadline(deadline::Deadline),
    /// Lists the roadmaps
    Roadmaps(figures::Roadmaps),
    /// Tells the figures of a roadmap, or of all
    Fulfilment(figures::Fulfilment),
    /// Lists what is overdue
    Overdue(figures::Overdue),
    /// Tells the figures of every office side by side
    Region(region::Region),
    /// Plans and sends the letters of today; `--dry-run` only shows those of a day
    Remind(remind::Remind),
    /// Writes a roadmap as a file for Excel, Word, calendars or programs
    Export(export::Export),
    /// Writes a yearly analysis or a report to the working group; `--issue` issues it
    Report(report::Report),
    /// Tells every event as a sentence
    History(history::History),
    /// Checks the chain of hashes
    Verify(integrity::Verify),
    /// Carries the log out
    #[command(subcommand)]
    Log(Log),
    /// Prints the public key that heads of the log are signed with
    Key(outsiders::Key),
    /// Writes the proof that an activity's entries are in the log
    Prove(outsiders::Prove),
    /// Writes the auditor's package
    Package(outsiders::Package),
    /// Folds everything anew and compares
    Rebuild(integrity::Rebuild),
    /// Copies the database while it is in use
    Backup(integrity::Backup),
    /// Puts a backup in the place of the database
    Restore(restore::Restore),
    /// Carries everything into another database, from a file to a server or back
    Copy(copy::Copy),
    /// Looks the installation over
    Doctor(doctor::Doctor),
    /// Scoring models of monitorings
    #[command(subcommand)]
    Scoring(Scoring),
    /// Links to confirming documents
    #[command(subcommand)]
    Links(Links),
    /// Accounts
    #[command(subcommand)]
    User(User),
    /// Sends a letter by the settings and tells what became of it
    SendTestMail(mail::SendTestMail),
    /// Takes one answer to a letter from standard input, for a mail server that delivers into a pipe
    Receive(receive::Receive),
}

#[derive(Subcommand)]
enum Log {
    /// Writes the log as JSON Lines
    Export(history::Export),
}

#[derive(Subcommand)]
enum Scoring {
    /// Checks a model and tells what is odd about it
    Check(scoring::Check),
    /// Checks a model and makes it the office's
    Add(scoring::Add),
}

#[derive(Subcommand)]
enum Links {
    /// Looks at those whose turn has come
    Check(links::Check),
}

#[derive(Subcommand)]
enum User {
    /// Makes an account; the password comes on standard input
    Add(user::Add),
}

/// Why a command was not carried out: its exit status and a sentence for people.
#[derive(Debug)]
enum Failure {
    /// 1: refused, or "not so".
    Refused(String),
    /// 2: wrong use.
    Use(String),
    /// 3: broken.
    Broken(String),
}

/// The exit status of a command that came to its end: [`NOT_SO`] is an answer too.
type Outcome = Result<ExitCode, Failure>;

/// Exit status of "not so": a term not understood, a log that is not whole.
const NOT_SO: u8 = 1;

impl From<AppError> for Failure {
    fn from(error: AppError) -> Failure {
        let sentence = refusals::app_error(lang(), &error);
        match error {
            AppError::Unknown { .. } | AppError::Away { .. } | AppError::Broken { .. } => Failure::Broken(sentence),
            AppError::Newer { .. }
            | AppError::OtherSecret { .. }
            | AppError::Refused(_)
            | AppError::NotFound
            | AppError::Forbidden
            | AppError::Conflict
            | AppError::TooMany => Failure::Refused(sentence),
        }
    }
}

/// The language people are spoken to in: Russian, or English with `VEKHA_LANG=en`.
fn lang() -> Lang {
    match std::env::var("VEKHA_LANG") {
        Ok(wanted) if wanted.starts_with("en") => Lang::En,
        _ => Lang::Ru,
    }
}

/// Reads the arguments and does what they say.
pub fn run() -> ExitCode {
    crate::take_small_pages();
    let asked = help::in_words(Cli::command(), lang()).try_get_matches().and_then(|m| Cli::from_arg_matches(&m));
    let cli = match asked {
        Ok(cli) => cli,
        Err(told) if told.exit_code() == 0 || told.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            // Nobody is left to be told when this cannot be printed.
            let _ = told.print();
            return ExitCode::from(u8::try_from(told.exit_code()).unwrap_or(2));
        }
        Err(wrong) => return complain(Failure::Use(help::wrong_use(&wrong, lang()))),
    };
    if let Command::ImportWorker(worker) = cli.command {
        return worker.run();
    }
    log_to_stderr(matches!(cli.command, Command::Demo(_) | Command::Serve(_)));
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(e) => return complain(Failure::Broken(e.to_string())),
    };
    runtime.block_on(carry_out(cli.command)).unwrap_or_else(complain)
}

async fn carry_out(command: Command) -> Outcome {
    match command {
        Command::Demo(demo) => demo.run().await,
        Command::Serve(serve) => serve.run().await,
        Command::Import(import) => import.run().await,
        Command::ImportWorker(worker) => Ok(worker.run()),
        Command::Deadline(deadline) => deadline.run(),
        Command::Roadmaps(roadmaps) => roadmaps.run().await,
        Command::Fulfilment(fulfilment) => fulfilment.run().await,
        Command::Overdue(overdue) => overdue.run().await,
        Command::Region(region) => region.run().await,
        Command::Remind(remind) => remind.run().await,
        Command::Export(export) => export.run().await,
        Command::Report(report) => report.run().await,
        Command::History(history) => history.run().await,
        Command::Verify(verify) => verify.run().await,
        Command::Log(Log::Export(export)) => export.run().await,
        Command::Key(key) => key.run().await,
        Command::Prove(prove) => prove.run().await,
        Command::Package(package) => package.run().await,
        Command::Rebuild(rebuild) => rebuild.run().await,
        Command::Backup(backup) => backup.run().await,
        Command::Restore(restore) => restore.run().await,
        Command::Copy(copy) => copy.run().await,
        Command::Doctor(doctor) => doctor.run().await,
        Command::Scoring(Scoring::Check(check)) => check.run(),
        Command::Scoring(Scoring::Add(add)) => add.run().await,
        Command::Links(Links::Check(check)) => check.run().await,
        Command::User(User::Add(add)) => add.run().await,
        Command::SendTestMail(mail) => mail.run().await,
        Command::Receive(receive) => receive.run().await,
    }
}

/// The log goes to standard error. A server says what it does; a command says it in its answer.
fn log_to_stderr(serves: bool) {
    let usual = if serves { "vekha=info,warn" } else { "off" };
    let filter = EnvFilter::try_from_env("VEKHA_LOG").unwrap_or_else(|_| EnvFilter::new(usual));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    // A second subscriber cannot be: this is the only place that sets one.
    let _ = match std::env::var("VEKHA_LOG_FORMAT").as_deref() {
        Ok("json") => lines.json().try_init(),
        _ => lines.try_init(),
    };
}

fn complain(failure: Failure) -> ExitCode {
    let (code, sentence) = match failure {
        Failure::Refused(sentence) => (1, sentence),
        Failure::Use(sentence) => (2, sentence),
        Failure::Broken(sentence) => (3, sentence),
    };
    eprintln!("vekha: {sentence}");
    ExitCode::from(code)
}

/// Prints a line of the answer. A reader that went away (`| head`) has had enough.
fn say(line: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(line.as_bytes()).and_then(|()| out.write_all(b"\n")) {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Broken(e.to_string())),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Prints a document for programs.
fn say_json(document: &impl serde::Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(document).map_err(|e| Failure::Broken(e.to_string()))?;
    say(&text)
}
