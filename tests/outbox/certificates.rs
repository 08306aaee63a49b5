//! TLS from the first byte, with a server of our own: its certificate holds, has expired, or comes from nobody known. Without
//! Postfix, and on every machine; see `certificates/README.md` for what they are.

use crate::fixture::{Production, repository};
use callboard::store::State;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

fn file(name: &str) -> PathBuf {
    repository().join("tests/outbox/certificates").join(name)
}

/// A server that takes everything, under this certificate: its port, and the messages.
fn server(certificate: &str) -> (u16, Arc<Mutex<Vec<String>>>) {
    let chain = vec![CertificateDer::from_pem_file(file(&format!("{certificate}.pem"))).unwrap()];
    let key = PrivateKeyDer::from_pem_file(file(&format!("{certificate}.key"))).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    let (config, taken) = (Arc::new(config), Arc::new(Mutex::new(Vec::new())));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let kept = taken.clone();
    std::thread::spawn(move || {
        for socket in listener.incoming().flatten() {
            let connection = ServerConnection::new(config.clone()).unwrap();
            let mut stream = BufReader::new(StreamOwned::new(connection, socket));
            // A client that does not believe us goes away here.
            let _ = talk(&mut stream, &kept);
        }
    });
    (port, taken)
}

fn talk(
    stream: &mut BufReader<StreamOwned<ServerConnection, std::net::TcpStream>>,
    kept: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    stream.get_mut().write_all(b"220 localhost ESMTP\r\n")?;
    let mut line = String::new();
    while stream.read_line(&mut line)? > 0 {
        let word = line.get(..4).unwrap_or_default().to_uppercase();
        line.clear();
        let answer = match word.as_str() {
            "DATA" => {
                stream.get_mut().write_all(b"354 go ahead\r\n")?;
                let mut text = String::new();
                while !text.ends_with("\r\n.\r\n") {
                    if stream.read_line(&mut text)? == 0 {
                        return Ok(());
                    }
                }
                kept.lock().unwrap().push(text);
                "250 2.0.0 taken\r\n"
            }
            "QUIT" => "221 bye\r\n",
            _ => "250 ok\r\n",
        };
        stream.get_mut().write_all(answer.as_bytes())?;
    }
    Ok(())
}

#[test]
fn a_certificate_that_holds_is_believed_and_one_that_does_not_pauses_the_outbox() {
    let own = format!("ca_file = {:?}", file("ca.pem"));
    // An authority, and not the one that signed.
    let other = format!("ca_file = {:?}", file("old.pem"));
    let cases = [
        ("good", "localhost", &own, None),
        ("old", "localhost", &own, Some("the certificate of localhost has expired")),
        ("good", "localhost", &other, Some("an authority that this machine does not know")),
        ("good", "127.0.0.1", &own, Some("not its own but another name's")),
    ];
    for (certificate, host, authority, words) in cases {
        let (port, taken) = server(certificate);
        let production = Production::new(
            &format!("smtps://{host}:{port}"),
            &["ann@example.com", "bob@example.com"],
            authority,
        );
        production.build();
        let run = production.outbox(&["send"]);
        match words {
            None => {
                assert_eq!(run.status, Some(0), "{}", run.err);
                assert_eq!(production.states(), [State::Sent, State::Sent]);
                assert_eq!(taken.lock().unwrap().len(), 2);
            }
            Some(words) => {
                assert_eq!(run.status, Some(1));
                assert!(run.err.contains(words), "{certificate} {host}: {}", run.err);
                assert_eq!(
                    production.states(),
                    [State::Queued, State::Queued],
                    "nothing is lost, nothing fails"
                );
                assert_eq!(taken.lock().unwrap().len(), 0);
                let listed = production.outbox(&["list"]);
                assert!(format!("{}{}", listed.out, listed.err).contains(words), "{}", listed.err);
            }
        }
    }
}
