//! A PostgreSQL of the tests' own: made in a folder of its own, on a port of its own, gone with the tests.

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{
        Mutex, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

/// A server that runs until this is dropped, or the program ends however it ends.
pub struct Server {
    bin: PathBuf,
    port: u16,
    password: String,
    /// A shell that waits for the end of its input, stops the server and clears its folder away.
    keeper: Child,
    words: Mutex<Option<(ChildStdin, BufReader<ChildStdout>)>>,
    databases: AtomicUsize,
}

/// Makes the cluster, starts it, sees that it is the one made, and does as it is told until the end of its input. `$1` programs, `$2`
/// port, `$3` password. A signal from the keyboard is for the tests; this ends after them.
const KEEPER: &str = r#"
trap '' INT TERM HUP
folder=$(mktemp -d -p /tmp) || exit
cd "$folder" || exit
printf '%s' "$3" >password
"$1/initdb" -D data -U vekha -E UTF8 --no-locale --auth=scram-sha-256 --pwfile=password >log 2>&1 &&
    printf '%s\n' "port = $2" "listen_addresses = '127.0.0.1'" "unix_socket_directories = '$folder'" \
        "max_connections = 300" >>data/postgresql.conf &&
    "$1/pg_ctl" -D data -w -l log start >>log 2>&1 </dev/null
own=$(PGPASSWORD=$3 "$1/psql" -h 127.0.0.1 -p "$2" -U vekha -d postgres -Atc 'SHOW data_directory' 2>>log)
if [ "$own" = "$folder/data" ]; then echo ready; else tail -n 5 log | tr '\n' ' '; echo; fi
while read -r word; do
    case $word in
    kill) "$1/pg_ctl" -D data -m immediate -w stop >>log 2>&1 </dev/null ;;
    start) "$1/pg_ctl" -D data -w -l log start >>log 2>&1 </dev/null ;;
    esac
    echo done
done
"$1/pg_ctl" -D data -m immediate -w stop >>log 2>&1
cd / && rm -rf "$folder"
"#;

/// The server that all tests of a program share; none, said aloud, where PostgreSQL is not installed.
pub fn shared() -> Option<&'static Server> {
    static SHARED: OnceLock<Option<Server>> = OnceLock::new();
    SHARED.get_or_init(Server::start).as_ref()
}

impl Server {
    /// A server of one's own, to be ill-treated; none, said aloud, where PostgreSQL is not installed.
    ///
    /// # Panics
    /// PostgreSQL is there and does not start.
    pub fn start() -> Option<Server> {
        let Some(bin) = programs() else {
            eprintln!("PostgreSQL is not installed: what is told about it is not tried");
            return None;
        };
        let mut said = String::new();
        for _ in 0..5 {
            match Server::started(&bin) {
                Ok(server) => return Some(server),
                // Another program may have taken the port meanwhile.
                Err(why) => said = why,
            }
        }
        panic!("PostgreSQL does not start: {said}");
    }

    fn started(bin: &Path) -> Result<Server, String> {
        let free = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).map_err(|e| e.to_string())?;
        let port = free.port();
        let password = std::fs::read_to_string("/proc/sys/kernel/random/uuid").map_err(|e| e.to_string())?;
        let password = password.trim().to_owned();
        // PostgreSQL does not run as root; its package brings a user.
        let root = std::fs::read_to_string("/proc/self/status").is_ok_and(|s| s.contains("\nUid:\t0\t"));
        let mut shell = Command::new(if root { "runuser" } else { "sh" });
        if root {
            shell.args(["-u", "postgres", "--", "sh"]);
        }
        let shell = shell.args(["-c", KEEPER, "keeper"]).arg(bin).arg(port.to_string()).arg(&password);
        // A signal to all of the tests' processes is not for it: it ends after them, and clears away.
        let shell = shell.process_group(0).current_dir("/").stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut keeper = shell.spawn().map_err(|e| e.to_string())?;
        let mut said = String::new();
        let (Some(input), Some(output)) = (keeper.stdin.take(), keeper.stdout.take()) else {
            return Err("no pipes".into());
        };
        let mut output = BufReader::new(output);
        output.read_line(&mut said).map_err(|e| e.to_string())?;
        let (bin, words) = (bin.to_owned(), Mutex::new(Some((input, output))));
        let server = Server { bin, port, password, keeper, words, databases: AtomicUsize::new(0) };
        if said.trim() == "ready" { Ok(server) } else { Err(said) }
    }

    /// The address of a new, empty database.
    pub fn database(&self) -> String {
        let name = format!("office_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        self.sql("postgres", &format!("CREATE DATABASE {name}"));
        self.address(&name)
    }

    /// The address of a database.
    pub fn address(&self, name: &str) -> String {
        format!("postgres://vekha:{}@127.0.0.1:{}/{name}", self.password, self.port)
    }

    /// Ends it in the middle of whatever it does, as a power cut would.
    pub fn kill(&self) {
        self.told("kill");
    }

    /// Starts it again.
    pub fn start_anew(&self) {
        self.told("start");
    }

    fn told(&self, word: &str) {
        let mut words = self.words.lock().expect("nobody panicked here");
        let (input, output) = words.as_mut().expect("the keeper is there");
        writeln!(input, "{word}").expect("the keeper listens");
        let mut said = String::new();
        output.read_line(&mut said).expect("the keeper answers");
        assert_eq!(said.trim(), "done", "{word}");
    }

    /// Its port on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Runs statements in a database as its owner; what they say, a row a line.
    ///
    /// # Panics
    /// A statement fails.
    pub fn sql(&self, database: &str, sql: &str) -> String {
        let mut psql = Command::new(self.bin.join("psql"));
        let psql =
            psql.args(["-h", "127.0.0.1", "-U", "vekha", "-v", "ON_ERROR_STOP=1", "-qAt", "-c", sql, "-d", database]);
        let said = psql.arg("-p").arg(self.port.to_string()).env("PGPASSWORD", &self.password).output();
        let said = said.expect("psql runs");
        assert!(said.status.success(), "{sql}: {}", String::from_utf8_lossy(&said.stderr));
        String::from_utf8_lossy(&said.stdout).trim().to_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The end of its input is the keeper's sign.
        drop(self.words.get_mut().map(Option::take));
        let _ = self.keeper.wait();
    }
}

/// Where `initdb` is: on the path, or where Debian puts it, the newest first.
fn programs() -> Option<PathBuf> {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|versions| versions.flatten().map(|version| version.path().join("bin")).collect())
        .unwrap_or_default();
    folders.sort();
    folders.reverse();
    folders.extend(std::env::split_paths(&paths));
    folders.into_iter().find(|folder| ["initdb", "pg_ctl", "psql"].iter().all(|name| folder.join(name).exists()))
}
