//! Which server mail goes out by, as whom, and with which password.

use crate::deliver::secret::Secret;
use crate::deliver::smtp::{Account, Session};
use crate::folder::Folder;
use crate::settings::Settings;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

/// The variable that holds the password. Child processes do not get it.
pub const PASSWORD: &str = "CALLBOARD_SMTP_PASSWORD";

/// Connects and signs in, and sends nothing: what the server would say to a message.
pub fn knock(folder: &Folder, settings: &Settings, patience: Duration) -> Result<(), String> {
    let account = account(folder, settings)?;
    let hasty = Account { patience: (account.patience.0.min(patience), patience), ..account };
    Session::open(&hasty).map(Session::close).map_err(|fault| fault.words().to_owned())
}

/// Where and as whom to send; an error is one sentence for the person who set it up.
pub fn account(folder: &Folder, settings: &Settings) -> Result<Account, String> {
    let Some(server) = settings.mail_server() else {
        return Err("no mail server is named: write smtp = \"smtps://user@host\" under [mail]".into());
    };
    let password = match &server.user {
        None => None,
        Some(user) => Some(password(folder, settings)?.ok_or_else(|| {
            format!("the password of {user} is not known: set {PASSWORD}, or name a file that holds it as mail.password_file")
        })?),
    };
    Ok(Account {
        server,
        password,
        ca_file: settings.mail.ca_file.as_ref().map(|file| folder.root.join(file)),
        patience: settings.mail_patience(),
    })
}

/// From the environment, else from the file that the settings name, else from systemd's credentials.
fn password(folder: &Folder, settings: &Settings) -> Result<Option<Secret>, String> {
    if let Ok(text) = std::env::var(PASSWORD)
        && !text.is_empty()
    {
        return Ok(Some(Secret::new(text)));
    }
    let named = settings.mail.password_file.as_ref().map(|file| folder.root.join(file));
    let given = std::env::var_os("CREDENTIALS_DIRECTORY").map(|dir| PathBuf::from(dir).join("smtp-password"));
    let Some(path) = named.or(given.filter(|path| path.is_file())) else { return Ok(None) };
    let text = fs::read_to_string(&path)
        .map_err(|cause| format!("the password file {} cannot be read: {cause}", path.display()))?;
    let text = text.trim_end_matches(['\r', '\n']);
    if text.is_empty() {
        return Err(format!("the password file {} is empty", path.display()));
    }
    Ok(Some(Secret::new(text.to_owned())))
}
