//! The talk with the mail server: one letter in, and what the server said of it out.

use std::time::Duration;

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use tokio::time::timeout;

use crate::business::firm::{MailSecurity, MailServer};
use crate::exchange::mail::{Head, Mail, message};

type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// For one answer of the server, and for one letter altogether.
const ANSWER_TIME: Duration = Duration::from_secs(20);
const LETTER_TIME: Duration = Duration::from_secs(120);

/// Longer words of a server are cut.
const WORDS_MAX: usize = 500;

/// Why a letter did not leave, in the words of whoever refused; where the words are ours, the key of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailTrouble {
    /// This letter will never be taken.
    Lasting(String),
    /// This letter is not taken now: a full mailbox, a greylist.
    Passing(String),
    /// The server itself cannot be used: away, too slow, closing, or our sign-in is wrong.
    Server(String),
}

pub struct Mailer {
    transport: Transport,
}

impl Mailer {
    /// Must be made and dropped inside the runtime.
    pub fn new(server: &MailServer) -> Result<Mailer, MailTrouble> {
        let parameters =
            || TlsParameters::new(server.host.clone()).map_err(|error| MailTrouble::Server(error.to_string()));
        let tls = match server.security {
            MailSecurity::None => Tls::None,
            MailSecurity::StartTls => Tls::Required(parameters()?),
            MailSecurity::Tls => Tls::Wrapper(parameters()?),
        };
        let mut builder =
            Transport::builder_dangerous(&server.host).port(server.port).tls(tls).timeout(Some(ANSWER_TIME));
        if !server.user.is_empty() {
            builder = builder.credentials(Credentials::new(server.user.clone(), server.password.clone()));
        }
        Ok(Mailer { transport: builder.build() })
    }

    pub async fn send(&self, head: &Head<'_>, mail: &Mail) -> Result<(), MailTrouble> {
        let message = message(head, mail).map_err(|error| MailTrouble::Lasting(error.to_string()))?;
        match timeout(LETTER_TIME, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(judged(&error, head.to)),
            Err(_) => Err(MailTrouble::Server("messages.trouble.too_slow".to_owned())),
        }
    }
}

/// Whose fault it is, and whether trying again can help.
fn judged(error: &lettre::transport::smtp::Error, recipient: &str) -> MailTrouble {
    let words = words_of(error);
    let code = error.status().map(u16::from);
    // RFC 4954, 6: the server does not take our sign-in; RFC 5321, 4.2.3: it is closing down.
    let ours = matches!(code, Some(421 | 530 | 534 | 535 | 538));
    // A local part beyond ASCII needs SMTPUTF8 (RFC 6531), which this server does not speak.
    let unspeakable = error.is_client() && !recipient.is_ascii();
    if unspeakable || (error.is_permanent() && !ours) {
        MailTrouble::Lasting(words)
    } else if error.is_transient() && !ours {
        MailTrouble::Passing(words)
    } else {
        MailTrouble::Server(words)
    }
}

fn words_of(error: &lettre::transport::smtp::Error) -> String {
    let words: Vec<String> = error.to_string().split_whitespace().map(str::to_owned).collect();
    words.join(" ").chars().filter(|sign| !sign.is_control()).take(WORDS_MAX).collect()
}
