//! Trying the mail server at once, past the outbox, so that whoever set it up sees what the server says.

use crate::app::kontor::App;
use crate::business::actor::Actor;
use crate::business::failure::Failure;
use crate::business::firm::firm;
use crate::exchange::mail::{Head, MailTrouble, Mailer, test_mail};
use crate::values::{Email, Language};

impl App {
    /// Sends a letter that says that letters arrive. The inner error is what the server said, in its own words, or
    /// the key of a sentence of ours.
    pub async fn try_mail_server(&self, to: &Email, language: Language) -> Result<Result<(), String>, Failure> {
        let firm = self.door().read(&Actor::system(), |view| firm(view).ok_or_else(Failure::not_found))?;
        let Some(mut server) = firm.mail_server.clone() else {
            return Ok(Err("messages.trouble.no_server".to_owned()));
        };
        match self.secrets().open(&server.password) {
            Some(password) => server.password = password,
            None => return Ok(Err("messages.trouble.password_sealed".to_owned())),
        }
        let mail = test_mail(&firm, language);
        let now = self.door().now();
        let head = Head {
            from_name: &firm.trade_name,
            from: &server.from,
            reply_to: &firm.email,
            to: to.as_str(),
            date: now,
            id: format!("kontor.trial.{}", now.micros()),
        };
        let sent = match Mailer::new(&server) {
            Ok(mailer) => mailer.send(&head, &mail).await,
            Err(trouble) => Err(trouble),
        };
        let words = |trouble| match trouble {
            MailTrouble::Lasting(words) | MailTrouble::Passing(words) | MailTrouble::Server(words) => words,
        };
        Ok(sent.map_err(words))
    }
}
