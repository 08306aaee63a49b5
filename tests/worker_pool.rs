//! The pool with children that misbehave. The test is its own child, so it has its own `main`:
//! started as `… worker ROLE` it serves, else it runs the cases and prints a line for each.

use callboard::worker::{Limits, Pool, WorkerError, serve_in_pieces};
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

const MIB: u64 = 1 << 20;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["worker", _] => serve_in_pieces(child).unwrap(),
        // Runners ask for a list before they run a test by name; cases here are run together.
        arguments if arguments.contains(&"--list") => {}
        _ => cases(),
    }
}

/// What the child does, by the first word of the job.
fn child(job: Vec<u8>, piece: &mut dyn FnMut(&[u8]) -> std::io::Result<()>) -> Vec<u8> {
    match job.as_slice() {
        b"abort" => {
            eprintln!("these are my last words");
            std::process::abort()
        }
        b"panic" => panic!("the reader stumbled"),
        b"sleep" => loop {
            thread::sleep(Duration::from_secs(3600));
        },
        b"eat" => vec![1; 512 * MIB as usize],
        // Four times what it may hold.
        b"pieces" => {
            for n in 0..64_u8 {
                piece(&vec![n; 16 * MIB as usize]).unwrap();
            }
            b"done".to_vec()
        }
        b"pieces and abort" => {
            piece(b"half").unwrap();
            std::process::abort()
        }
        b"who" => std::process::id().to_string().into_bytes(),
        b"slow" => {
            thread::sleep(Duration::from_millis(300));
            b"slow".to_vec()
        }
        _ => job.iter().rev().copied().collect(),
    }
}

fn pool(size: usize) -> Pool {
    let limits = Limits { memory_bytes: 256 * MIB, seconds: 2 };
    Pool::new(std::env::current_exe().unwrap(), "misbehave", size, limits)
}

fn cases() {
    let cases: &[(&str, fn())] = &[
        ("a child answers and is kept", kept),
        ("a long job and a long answer cross", long),
        ("an answer may come in pieces, more than the child can hold", pieces),
        ("a child that aborts is replaced and its last words are told", abort),
        ("a panic ends one job", panic_in_job),
        ("a job that never ends is stopped in time", sleep),
        ("memory past the limit is refused", eat),
        ("jobs from many threads share the children", threads),
        ("a child killed while idle is not noticed by the next job", killed_idle),
        ("a termination signal to all is the parent's to obey", terminated),
        ("children end with the pool", end),
        ("a missing binary is told", missing),
    ];
    for (name, case) in cases {
        case();
        println!("test {name} ... ok");
    }
    println!("test result: ok. {} passed; 0 failed", cases.len());
}

fn run(pool: &Pool, job: &[u8]) -> Result<String, WorkerError> {
    pool.run(job.to_vec()).map(|answer| String::from_utf8(answer).unwrap())
}

fn kept() {
    let pool = pool(1);
    let first = run(&pool, b"who").unwrap();
    assert_eq!(run(&pool, b"abc").unwrap(), "cba");
    assert_eq!(run(&pool, b"who").unwrap(), first);
}

fn pieces() {
    let pool = pool(1);
    let (mut taken, mut length) = (Vec::new(), 0);
    let answer = pool.run_in_pieces(b"pieces".to_vec(), 60, |piece| {
        assert!(piece.iter().all(|byte| *byte == piece[0]));
        taken.push(piece[0]);
        length += piece.len() as u64;
    });
    assert_eq!(answer.unwrap(), b"done");
    assert_eq!(taken, (0..64).collect::<Vec<u8>>());
    assert_eq!(length, 1024 * MIB);
    let mut seen = Vec::new();
    let broken = pool.run_in_pieces(b"pieces and abort".to_vec(), 0, |piece| seen.push(piece));
    assert!(matches!(broken, Err(WorkerError::Died(_))), "{broken:?}");
    assert_eq!(seen, [b"half".to_vec()]);
    assert_eq!(run(&pool, b"abc").unwrap(), "cba");
}

fn long() {
    // Longer than any pipe holds, in both directions.
    let job: Vec<u8> = (0..20 * MIB as u32).map(|n| n as u8).collect();
    let mut answer = pool(1).run(job.clone()).unwrap();
    answer.reverse();
    assert!(answer == job);
}

fn abort() {
    let pool = pool(1);
    let WorkerError::Died(words) = run(&pool, b"abort").unwrap_err() else { panic!("it died") };
    assert!(words.contains("these are my last words"), "{words}");
    assert_eq!(run(&pool, b"abc").unwrap(), "cba");
}

fn panic_in_job() {
    let pool = pool(1);
    let WorkerError::Died(words) = run(&pool, b"panic").unwrap_err() else { panic!("it died") };
    assert!(words.contains("the reader stumbled"), "{words}");
    assert_eq!(run(&pool, b"abc").unwrap(), "cba");
}

fn sleep() {
    let pool = pool(1);
    let start = Instant::now();
    assert_eq!(run(&pool, b"sleep"), Err(WorkerError::TimedOut));
    let took = start.elapsed();
    assert!(took >= Duration::from_secs(2) && took < Duration::from_secs(20), "{took:?}");
    assert_eq!(run(&pool, b"abc").unwrap(), "cba");
}

fn eat() {
    if !cfg!(target_os = "linux") {
        return println!("skipped: no limit of memory on this system");
    }
    let pool = pool(1);
    // 512 MiB where 256 are allowed.
    let error = run(&pool, b"eat").unwrap_err();
    assert!(error.out_of_memory(), "{error}");
    assert_eq!(run(&pool, b"abc").unwrap(), "cba");
}

fn threads() {
    let pool = pool(2);
    let most = thread::scope(|scope| {
        let ids: Vec<_> = (0..12)
            .map(|_| {
                scope.spawn(|| {
                    assert_eq!(run(&pool, b"slow").unwrap(), "slow");
                    run(&pool, b"who").unwrap()
                })
            })
            .collect();
        let mut ids: Vec<String> = ids.into_iter().map(|id| id.join().unwrap()).collect();
        ids.sort();
        ids.dedup();
        ids.len()
    });
    assert_eq!(most, 2);
}

fn killed_idle() {
    if !cfg!(unix) {
        return println!("skipped: needs kill");
    }
    let pool = pool(1);
    let id = run(&pool, b"who").unwrap();
    assert!(std::process::Command::new("kill").args(["-9", &id]).status().unwrap().success());
    thread::sleep(Duration::from_millis(200));
    assert_eq!(run(&pool, b"abc").unwrap(), "cba");
}

fn terminated() {
    if !cfg!(unix) {
        return println!("skipped: needs kill");
    }
    let pool = pool(1);
    let id = run(&pool, b"who").unwrap();
    for signal in ["-TERM", "-INT"] {
        assert!(std::process::Command::new("kill").args([signal, &id]).status().unwrap().success());
    }
    thread::sleep(Duration::from_millis(200));
    assert_eq!(run(&pool, b"who").unwrap(), id);
}

fn end() {
    if !cfg!(target_os = "linux") {
        return println!("skipped: needs /proc");
    }
    let pool = pool(1);
    let id = run(&pool, b"who").unwrap();
    let process = PathBuf::from("/proc").join(id);
    assert!(process.exists());
    drop(pool);
    assert!(!process.exists());
}

fn missing() {
    let limits = Limits { memory_bytes: MIB, seconds: 1 };
    let pool = Pool::new(PathBuf::from("no-such-binary"), "read", 1, limits);
    assert!(matches!(run(&pool, b"abc"), Err(WorkerError::NoProcess(_))));
}
