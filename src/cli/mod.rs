//! The command line: arguments as typed, and one file a command.

#[macro_use]
mod output;

mod backup;
mod build;
mod check;
mod doctor;
mod history;
mod issue;
mod new;
mod outbox;
mod prune;
mod push;
mod read;
mod rules;
mod status;
mod templates;
mod watch;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

/// Spreadsheets in, checked call sheets, reports, releases and mail out.
#[derive(Debug, Parser)]
#[command(name = "callboard", version, about, disable_help_subcommand = true)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Debug, Args)]
struct Common {
    /// The day to work as of (YYYY-MM-DD); default: today in the production's time zone
    #[arg(long, global = true, value_name = "DATE")]
    today: Option<NaiveDate>,
    /// Say only what needs a person
    #[arg(long, short, global = true)]
    quiet: bool,
    /// Say more: every note, and what was decided while reading
    #[arg(long, short, global = true, conflicts_with = "quiet")]
    verbose: bool,
    /// Write without colours
    #[arg(long, global = true)]
    no_color: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    #[default]
    Text,
    Json,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write a ready production folder: commented settings and blank workbooks
    New {
        folder: PathBuf,
        /// feature, episodic, commercial, documentary or music-video
        #[arg(long, default_value = "feature")]
        kind: String,
        /// US, GB, …
        #[arg(long, default_value = "US")]
        country: String,
    },
    /// Read, check, make every document and draft the mail, once
    Build {
        #[command(flatten)]
        args: BuildArgs,
    },
    /// Read and check only
    Check {
        #[arg(default_value = ".")]
        folder: PathBuf,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Show how files were understood; changes nothing
    Read {
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Build again whenever something in the inbox changes
    Watch {
        /// Production folders
        #[arg(default_value = ".")]
        folders: Vec<PathBuf>,
    },
    /// Issue a day's call sheet as its next revision
    Issue {
        #[command(flatten)]
        args: IssueArgs,
    },
    /// Move a unit's day, and say who newly breaks a rule and who must be told
    Push {
        #[command(flatten)]
        args: PushArgs,
    },
    /// The rule packs in force
    Rules {
        #[command(subcommand)]
        what: RulesCommand,
    },
    /// The looks of the documents, and how to have one's own
    Templates {
        #[command(subcommand)]
        what: TemplatesCommand,
    },
    /// What waits to be mailed
    Outbox {
        #[arg(default_value = ".")]
        folder: PathBuf,
        #[command(subcommand)]
        what: Option<OutboxCommand>,
    },
    /// What it is doing, what it waits for and why, what was made, what went out
    Status {
        /// Production folders
        #[arg(default_value = ".")]
        folders: Vec<PathBuf>,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// The whole story of an input file or of a document
    History {
        /// A file of the inbox or a document of out/; a part of its name will do
        #[arg(value_name = "FILE|DOCUMENT")]
        what: String,
        #[arg(default_value = ".")]
        folder: PathBuf,
    },
    /// Say what is old enough to forget; --yes forgets it
    Prune {
        /// Production folders
        #[arg(default_value = ".")]
        folders: Vec<PathBuf>,
        /// Do it
        #[arg(long)]
        yes: bool,
    },
    /// Copy the ledger, with what was issued, and the inputs into a new folder
    Backup {
        /// A folder that is not there yet
        to: PathBuf,
        #[arg(default_value = ".")]
        folder: PathBuf,
    },
    /// What on this machine would stop callboard from working
    Doctor {
        #[arg(default_value = ".")]
        folder: PathBuf,
    },
    /// A child process that reads or typesets; started by callboard itself
    #[command(hide = true)]
    Worker { role: String },
}

#[derive(Clone, Debug, Args)]
struct BuildArgs {
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// Where to write instead of FOLDER/out
    #[arg(long)]
    out: Option<PathBuf>,
    /// Make only these kinds of document (comma-separated)
    #[arg(long, value_delimiter = ',', value_name = "KIND")]
    only: Vec<crate::model::DocumentKind>,
    /// Make call sheets of this day only (a date, or a shooting day's number)
    #[arg(long)]
    day: Option<String>,
    /// Make each person's own call sheet, too
    #[arg(long)]
    personal: bool,
    /// Write each person's name across the pages of their own call sheet
    #[arg(long)]
    stamp: bool,
}

/// One unit's day.
#[derive(Clone, Debug, Args)]
struct UnitDayArgs {
    /// A date (YYYY-MM-DD), or a shooting day's number
    day: String,
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// The unit, where several shoot that day
    #[arg(long)]
    unit: Option<String>,
}

#[derive(Clone, Debug, Args)]
struct IssueArgs {
    #[command(flatten)]
    which: UnitDayArgs,
    /// The sheets of all units that shoot that day
    #[arg(long, conflicts_with = "unit")]
    all_units: bool,
    /// When it goes out, on the production's clock: "2026-11-23 18:00"; default: now, or noon of --today
    #[arg(long, value_name = "MOMENT")]
    at: Option<String>,
}

#[derive(Clone, Debug, Args)]
struct PushArgs {
    /// A date (YYYY-MM-DD), or a shooting day's number
    day: String,
    /// The whole push, from the schedule's call: +0:30, -0:15; 0:00 takes it back
    #[arg(value_name = "PUSH", allow_hyphen_values = true)]
    by: String,
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// The unit, where several shoot that day
    #[arg(long)]
    unit: Option<String>,
    /// Say what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
}

#[derive(Debug, Subcommand)]
enum RulesCommand {
    /// Every pack and rule in force
    List { folder: Option<PathBuf> },
    /// One rule explained: PACK/RULE
    Show { rule: String, folder: Option<PathBuf> },
    /// Put a built-in pack into a production's rules folder, to change it there
    Copy {
        pack: String,
        #[arg(default_value = ".")]
        folder: PathBuf,
    },
    /// The packs' own tests; FILES, a production's folder, or every built-in pack
    Test { files: Vec<PathBuf> },
    /// What a pack may hold
    Schema,
}

#[derive(Debug, Subcommand)]
enum TemplatesCommand {
    /// Every template, and which files are the production's own
    List {
        #[arg(default_value = ".")]
        folder: PathBuf,
    },
    /// Put a built-in template and its sample into a production's templates folder, to change it there
    Eject {
        name: String,
        #[arg(default_value = ".")]
        folder: PathBuf,
    },
    /// Set a template with its sample to a PDF
    Preview {
        name: String,
        #[arg(default_value = ".")]
        folder: PathBuf,
        /// Where to write; default: NAME-preview.pdf here
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
enum OutboxCommand {
    /// What waits, what needs a person and the latest day's messages, one a line
    List {
        /// Every message there ever was
        #[arg(long)]
        all: bool,
    },
    /// One message, whole, and its story: its number in the list or its recipient
    Show { message: String },
    /// Let messages go out, after the undo delay: numbers, recipients, or `all`
    Approve {
        #[arg(required = true, value_name = "MESSAGE")]
        messages: Vec<String>,
    },
    /// Keep messages here until they are approved
    Hold {
        #[arg(required = true, value_name = "MESSAGE")]
        messages: Vec<String>,
    },
    /// Never send messages
    Withdraw {
        #[arg(required = true, value_name = "MESSAGE")]
        messages: Vec<String>,
    },
    /// Send what is due, now
    Send {
        /// Do not wait for the undo delay
        #[arg(long)]
        now: bool,
    },
    /// Try failed messages again
    Retry {
        #[arg(required = true, value_name = "MESSAGE")]
        messages: Vec<String>,
    },
    /// Say what became of an uncertain message; without one, look for all of them in the sent folder
    #[command(visible_alias = "settle")]
    Resolve {
        message: Option<String>,
        #[arg(value_enum)]
        how: Option<Arrived>,
    },
    /// Who was sent which revision of which document when, with the server's words
    Report {
        #[arg(long, value_enum, default_value_t)]
        format: ReportFormat,
    },
    /// Send one message to yourself, and show what the server says
    Test {
        /// Another address than the sender's
        to: Option<String>,
    },
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    #[default]
    Text,
    Json,
    /// A workbook in out/mail
    Xlsx,
    /// Pages in out/mail
    Pdf,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Arrived {
    /// It arrived
    Sent,
    /// It did not: it is queued again
    NotSent,
}

/// Runs the command; the exit status says how it went (section 2 of the contract).
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    if let Command::Worker { role } = &cli.command {
        return worker(role);
    }
    let unattended = matches!(cli.command, Command::Watch { .. }) && !std::io::stdout().is_terminal();
    output::start_log(&cli.common, unattended);
    let status = match cli.command {
        Command::New { folder, kind, country } => new::run(&folder, &kind, &country),
        Command::Build { args } => build::run(&cli.common, &args),
        Command::Check { folder, format } => check::run(&cli.common, &folder, format),
        Command::Read { files, format } => read::run(&cli.common, &files, format),
        Command::Watch { folders } => watch::run(&cli.common, &folders),
        Command::Issue { args } => issue::run(&cli.common, &args),
        Command::Push { args } => push::run(&cli.common, &args),
        Command::Rules { what } => rules::run(&cli.common, what),
        Command::Outbox { folder, what } => {
            outbox::run(&cli.common, &folder, what.unwrap_or(OutboxCommand::List { all: false }))
        }
        Command::Templates { what } => templates::run(&cli.common, what),
        Command::Status { folders, format } => status::run(&cli.common, &folders, format),
        Command::History { what, folder } => history::run(&cli.common, &what, &folder),
        Command::Prune { folders, yes } => prune::run(&cli.common, &folders, yes),
        Command::Backup { to, folder } => backup::run(&cli.common, &to, &folder),
        Command::Doctor { folder } => doctor::run(&cli.common, &folder),
        Command::Worker { .. } => Ok(Status::Done),
    };
    match status {
        Ok(Status::Done) => ExitCode::SUCCESS,
        Ok(Status::NeedsAPerson) => ExitCode::from(1),
        Err(error) => {
            eprintln!("callboard: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// How a command that could start ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    Done,
    NeedsAPerson,
}

impl Status {
    fn needs_a_person_if(needed: bool) -> Status {
        if needed { Status::NeedsAPerson } else { Status::Done }
    }
}

fn worker(role: &str) -> ExitCode {
    let served = match role {
        "read" => crate::ingest::reader::serve_reads(),
        #[cfg(feature = "pdf")]
        "render" => crate::render::worker::serve(),
        _ => Err(std::io::Error::new(
            std::io::ErrorKind::InvalidInput,
            format!("no worker is called “{role}”"),
        )),
    };
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("callboard worker {role}: {error}");
            ExitCode::from(2)
        }
    }
}
