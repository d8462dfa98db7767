//! The one binary: reads its arguments and does what they say.

fn main() -> std::process::ExitCode {
    vekha::cli::run()
}
