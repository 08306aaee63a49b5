//! How results and diagnostics are printed: results to standard output, diagnostics to standard error.

use super::Common;
use crate::diagnostic::{Diagnostic, Severity};
use std::io::{IsTerminal, Write};
use tracing_subscriber::filter::LevelFilter;

/// Prints to standard output, as `print!` does, but takes a reader who has gone (`callboard status | head`) for the end.
macro_rules! out {
    ($($words:tt)*) => { $crate::cli::output::write(format_args!($($words)*)) };
}

/// `out!` with the line's end.
macro_rules! outln {
    () => { out!("\n") };
    ($($words:tt)*) => { out!("{}\n", format_args!($($words)*)) };
}

/// For `out!`. Nothing that a command has done depends on what it prints last, so a closed pipe ends it quietly.
pub fn write(words: std::fmt::Arguments<'_>) {
    let mut stdout = std::io::stdout().lock();
    if stdout.write_fmt(words).and_then(|()| stdout.flush()).is_err() {
        std::process::exit(0);
    }
}

/// Colours and thresholds of one run.
#[derive(Clone, Copy, Debug)]
pub struct Voice {
    color: bool,
    quiet: bool,
    verbose: bool,
}

impl Voice {
    pub fn new(common: &Common) -> Voice {
        let color = !common.no_color
            && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
            && std::io::stderr().is_terminal();
        Voice { color, quiet: common.quiet, verbose: common.verbose }
    }

    /// What is worth a line on the terminal; the intake report holds everything.
    fn says(self, severity: Severity) -> bool {
        match severity {
            Severity::Error => true,
            Severity::Warning => !self.quiet,
            Severity::Info => self.verbose,
        }
    }

    pub fn problems(self, problems: &[Diagnostic]) {
        let mut hidden = 0_usize;
        for problem in problems {
            if !self.says(problem.severity) {
                hidden += 1;
                continue;
            }
            let text = problem.to_string();
            match text.split_once(' ') {
                Some((head, rest)) if self.color => {
                    eprintln!("\x1b[1;{}m{head}\x1b[0m {rest}", self.shade(problem.severity));
                }
                _ => eprintln!("{text}"),
            }
        }
        if hidden > 0 && !self.quiet {
            eprintln!("{hidden} notes more: --verbose shows them, the intake report holds them.");
        }
    }

    fn shade(self, severity: Severity) -> &'static str {
        match severity {
            Severity::Error => "31",
            Severity::Warning => "33",
            Severity::Info => "36",
        }
    }

    /// A line about what was done.
    pub fn result(self, line: &str) {
        if !self.quiet {
            outln!("{line}");
        }
    }
}

/// The program's own log: for those who mend it with `--verbose`, and for a watch that nobody looks at. What is said
/// without `--verbose` names no people, numbers or amounts.
pub fn start_log(common: &Common, unattended: bool) {
    let level = match (common.verbose, unattended && !common.quiet) {
        (true, _) => LevelFilter::DEBUG,
        (false, true) => LevelFilter::INFO,
        (false, false) => LevelFilter::OFF,
    };
    let log = tracing_subscriber::fmt()
        .with_max_level(level)
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .with_target(!unattended);
    // A journal and a terminal know the time themselves.
    let _ = match unattended && std::env::var_os("JOURNAL_STREAM").is_none() {
        true => log.try_init(),
        false => log.without_time().try_init(),
    };
}
