//! How programs and people change files, on a real disk and with a clock of our own.

use super::batch::Batch;
use super::scan::{Scan, Scanner};
use super::settle::Settler;
use super::{What, Why, content};
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

const QUIET: Duration = Duration::from_secs(2);

/// An inbox that is looked at every tenth of a second.
struct Inbox {
    folder: tempfile::TempDir,
    scanner: Scanner,
    last: Scan,
    settler: Settler,
    batch: Batch,
    now: Duration,
}

impl Inbox {
    /// With these files handed over already.
    fn with(files: &[(&str, &str)]) -> Inbox {
        let folder = tempfile::tempdir().unwrap();
        let scanner = Scanner::new(folder.path(), &[], &[]);
        let mut inbox = Inbox {
            folder,
            scanner,
            last: Scan::default(),
            settler: Settler::new(QUIET).live(vec![PathBuf::from("templates")]),
            batch: Batch::new(QUIET),
            now: Duration::ZERO,
        };
        for (name, body) in files {
            inbox.write(name, body);
        }
        inbox.last = inbox.scanner.look(inbox.now).unwrap().unwrap();
        let root = inbox.folder.path().to_owned();
        inbox.settler.start(inbox.now, &inbox.last, &mut |path| content::inspect(&root.join(path)));
        inbox
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, body: &str) {
        fs::write(self.path(name), body).unwrap();
    }

    fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).unwrap();
    }

    fn delete(&self, name: &str) {
        fs::remove_file(self.path(name)).unwrap();
    }

    /// Looks for so many tenths of a second, and gives the batches with the time of each, in tenths.
    fn wait(&mut self, tenths: u32) -> Vec<(u128, Vec<(String, What)>)> {
        let mut batches = Vec::new();
        for _ in 0..tenths {
            self.now += Duration::from_millis(100);
            let scan = self.scanner.look(self.now).unwrap();
            let fresh = scan.is_some();
            self.last = scan.unwrap_or_else(|| std::mem::take(&mut self.last));
            let root = self.folder.path().to_owned();
            let ready = self
                .settler
                .observe(self.now, &self.last, fresh, &mut |path| content::inspect(&root.join(path)));
            self.batch.add_all(0, ready, self.now);
            if self.batch.due(self.now, self.settler.is_fresh(self.now)) {
                let changes = self.batch.take();
                let named = changes
                    .into_iter()
                    .map(|change| (change.path.to_string_lossy().into_owned(), change.what));
                batches.push((self.now.as_millis() / 100, named.collect()));
            }
        }
        batches
    }

    /// The one batch of the next minute, without its time.
    fn one_batch(&mut self) -> Vec<(String, What)> {
        let mut batches = self.wait(600);
        assert_eq!(batches.len(), 1, "{batches:?}");
        batches.remove(0).1
    }
}

fn one(name: &str, what: What) -> Vec<(String, What)> {
    vec![(name.to_owned(), what)]
}

#[test]
fn a_dropped_file_is_taken_when_it_has_been_quiet() {
    let mut inbox = Inbox::with(&[]);
    inbox.write("crew.csv", "Name\n");
    // Seen after one tenth, and quiet for twenty more.
    assert_eq!(inbox.wait(600), [(21, one("crew.csv", What::Appeared))]);
}

#[test]
fn a_file_that_grows_is_taken_when_it_has_stopped() {
    let mut inbox = Inbox::with(&[]);
    let mut body = String::new();
    for row in 0..30 {
        body.push_str(&format!("{row},x\n"));
        inbox.write("crew.csv", &body);
        assert_eq!(inbox.wait(10), []);
    }
    // Written last before the 291st tenth, where it was seen.
    assert_eq!(inbox.wait(100), [(311, one("crew.csv", What::Appeared))]);
}

#[test]
fn an_edit_a_rename_and_a_deletion_each_make_one_batch() {
    let mut inbox = Inbox::with(&[("crew.csv", "Name\n")]);
    inbox.write("crew.csv", "Name\nIto\n");
    assert_eq!(inbox.one_batch(), one("crew.csv", What::Changed));
    inbox.rename("crew.csv", "crew list.csv");
    let both = [("crew list.csv".to_owned(), What::Appeared), ("crew.csv".to_owned(), What::Gone)];
    assert_eq!(inbox.one_batch(), both);
    inbox.delete("crew list.csv");
    assert_eq!(inbox.wait(20), []);
    assert_eq!(inbox.one_batch(), one("crew list.csv", What::Gone));
}

#[test]
fn excel_saves_by_deleting_and_renaming_and_nothing_counts_as_gone() {
    let mut inbox = Inbox::with(&[("crew.xlsx", "old")]);
    inbox.write("~$crew.xlsx", "lock");
    assert_eq!(inbox.wait(50), []);
    inbox.write("1A2B3C4D.tmp", "new");
    assert_eq!(inbox.wait(3), []);
    inbox.delete("crew.xlsx");
    // For as long as a slow share may take, though not the quiet time.
    assert_eq!(inbox.wait(15), []);
    inbox.rename("1A2B3C4D.tmp", "crew.xlsx");
    assert_eq!(inbox.one_batch(), one("crew.xlsx", What::Changed));
    inbox.delete("~$crew.xlsx");
    assert_eq!(inbox.wait(100), []);
}

#[test]
fn libreoffice_saves_by_renaming_over_the_file() {
    let mut inbox = Inbox::with(&[("crew.ods", "old")]);
    inbox.write(".~lock.crew.ods#", "lock");
    inbox.write("lu12345.tmp", "new");
    assert_eq!(inbox.wait(2), []);
    inbox.rename("lu12345.tmp", "crew.ods");
    assert_eq!(inbox.wait(2), []);
    inbox.delete(".~lock.crew.ods#");
    assert_eq!(inbox.one_batch(), one("crew.ods", What::Changed));
}

#[test]
fn an_open_file_is_taken_too_but_later() {
    let mut inbox = Inbox::with(&[("crew.csv", "old")]);
    inbox.write("~$crew.csv", "lock");
    inbox.write("crew.csv", "new");
    // Three quiet times of twenty tenths, from the first tenth on.
    assert_eq!(inbox.wait(600), [(61, one("crew.csv", What::Changed))]);
}

#[test]
fn the_second_of_two_saves_within_a_second_counts() {
    let mut inbox = Inbox::with(&[("crew.csv", "7:00")]);
    inbox.write("crew.csv", "7:30");
    assert_eq!(inbox.wait(3), []);
    inbox.write("crew.csv", "7:45");
    // Seen at the fourth tenth, and quiet for twenty more.
    assert_eq!(inbox.wait(600), [(24, one("crew.csv", What::Changed))]);
    // With the old time put back and of the same length, as copying programs do.
    let time = fs::metadata(inbox.path("crew.csv")).unwrap().modified().unwrap();
    inbox.write("crew.csv", "8:15");
    fs::File::options().write(true).open(inbox.path("crew.csv")).unwrap().set_modified(time).unwrap();
    if cfg!(unix) {
        assert_eq!(inbox.one_batch(), one("crew.csv", What::Changed));
    }
}

#[test]
fn an_older_file_that_replaces_a_newer_one_counts() {
    let mut inbox = Inbox::with(&[("crew.csv", "newer")]);
    inbox.write("copy.tmp", "older");
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    fs::File::options().write(true).open(inbox.path("copy.tmp")).unwrap().set_modified(long_ago).unwrap();
    inbox.rename("copy.tmp", "crew.csv");
    assert_eq!(inbox.one_batch(), one("crew.csv", What::Changed));
}

#[test]
fn a_file_that_was_only_touched_or_moved_away_and_back_makes_no_pass() {
    let mut inbox = Inbox::with(&[("crew.csv", "same")]);
    inbox.write("crew.csv", "same");
    assert_eq!(inbox.wait(100), []);
    inbox.rename("crew.csv", "away.tmp");
    assert_eq!(inbox.wait(10), []);
    inbox.rename("away.tmp", "crew.csv");
    assert_eq!(inbox.wait(100), []);
}

#[test]
fn a_burst_makes_one_pass() {
    let mut inbox = Inbox::with(&[]);
    let names: Vec<String> = (0..8).map(|n| format!("week {n}.csv")).collect();
    for name in &names {
        inbox.write(name, name);
        assert_eq!(inbox.wait(3), []);
    }
    let all: Vec<_> = names.into_iter().map(|name| (name, What::Appeared)).collect();
    assert_eq!(inbox.one_batch(), all);
}

#[test]
fn half_a_workbook_is_waited_for_and_in_the_end_handed_over() {
    let mut inbox = Inbox::with(&[]);
    inbox.write("crew.xlsx", "PK\x03\x04 the first half");
    assert_eq!(inbox.wait(150), []);
    inbox.write("crew.xlsx", "PK\x03\x04 the first half and the second PK\x05\x06 and eighteen more.");
    assert_eq!(inbox.wait(600), [(171, one("crew.xlsx", What::Appeared))]);
    // One that never becomes whole: ten quiet times of two seconds.
    inbox.write("crew.xlsx", "PK\x03\x04 cut off");
    let batches = inbox.wait(600);
    let [(at, changes)] = batches.as_slice() else { panic!("{batches:?}") };
    assert_eq!(changes, &one("crew.xlsx", What::Changed));
    // 750 tenths have gone by; seen at the 751st, patience is over at the 951st, and it is looked at
    // every fifth.
    assert!((951..=956).contains(at), "{at}");
}

#[test]
fn synchronising_programs_put_a_file_in_place_with_the_time_of_where_it_came_from() {
    let mut inbox = Inbox::with(&[("crew.csv", "newer and longer")]);
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    // rsync beside the file, Dropbox from its cache in a hidden folder.
    fs::create_dir(inbox.path(".dropbox.cache")).unwrap();
    for part in [".crew.csv.Xy12Za", ".dropbox.cache/8d2f"] {
        inbox.write(part, &format!("older, by {part}"));
        assert_eq!(inbox.wait(50), [], "{part} is nobody's input");
        fs::File::options().write(true).open(inbox.path(part)).unwrap().set_modified(long_ago).unwrap();
        inbox.rename(part, "crew.csv");
        assert_eq!(inbox.one_batch(), one("crew.csv", What::Changed));
    }
}

#[test]
fn google_drive_takes_the_file_away_and_puts_an_empty_one_there_first() {
    let mut inbox = Inbox::with(&[("crew.csv", "old")]);
    inbox.delete("crew.csv");
    assert_eq!(inbox.wait(10), []);
    inbox.write("crew.csv", "");
    assert_eq!(inbox.wait(50), [], "an empty file is waited for");
    inbox.write("crew.csv", "new");
    assert_eq!(inbox.one_batch(), one("crew.csv", What::Changed));
}

#[test]
fn a_file_that_never_comes_to_rest_is_told_once_and_still_waited_for() {
    let mut inbox = Inbox::with(&[]);
    for second in 0..59 {
        inbox.write("crew.csv", &format!("row {second}"));
        assert_eq!(inbox.wait(10), []);
        assert_eq!(inbox.settler.never_settle(inbox.now), []);
    }
    inbox.write("crew.csv", "and on");
    assert_eq!(inbox.wait(15), []);
    // Seen first at the first tenth of a second, and told after sixty seconds.
    assert_eq!(inbox.settler.never_settle(inbox.now), [(PathBuf::from("crew.csv"), Why::Changing)]);
    assert_eq!(inbox.settler.never_settle(inbox.now), []);
    assert_eq!(inbox.one_batch(), one("crew.csv", What::Appeared));
}

#[test]
fn half_a_file_that_is_there_at_the_start_is_not_taken_for_a_whole_one() {
    let mut inbox = Inbox::with(&[("crew.xlsx", "PK\x03\x04 the first half"), ("a.csv", "x")]);
    let restless: Vec<_> = inbox.settler.restless().map(|(path, _)| path.to_owned()).collect();
    assert_eq!(restless, [PathBuf::from("crew.xlsx")]);
    inbox.write("crew.xlsx", "PK\x03\x04 the first half and the second PK\x05\x06 and eighteen more.");
    assert_eq!(inbox.one_batch(), one("crew.xlsx", What::Appeared));
}

#[test]
fn a_template_is_taken_at_once_and_a_spreadsheet_beside_it_when_it_is_quiet() {
    let mut inbox = Inbox::with(&[("crew.csv", "Name\n")]);
    fs::create_dir(inbox.path("templates")).unwrap();
    inbox.write("templates/main.typ", "One");
    // Seen after one tenth; 0.15 seconds are over at the third.
    assert_eq!(inbox.wait(10), [(3, one("templates/main.typ", What::Appeared))]);
    // In the eleventh tenth both are seen. The burst is not over before the spreadsheet is quiet: they make one pass.
    inbox.write("templates/main.typ", "Two");
    inbox.write("crew.csv", "Name\nAda\n");
    let both = vec![("crew.csv".to_owned(), What::Changed), ("templates/main.typ".to_owned(), What::Changed)];
    assert_eq!(inbox.wait(60), [(31, both)]);
}
