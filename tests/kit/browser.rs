//! A browser: cookies, forms as they stand on the page, and what a person sees.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::net::SocketAddr;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};

use crate::kit::firm::Firm;
use crate::kit::html::{Form, forms, visible_text};

/// Accepted forms that rightly leave no trace in the journal, each with the reason.
const LEAVES_NO_TRACE: [(&str, &str); 16] = [
    ("/theme", "how pages look is the browser's own matter"),
    ("/cart", "a cart is nobody's business before it is ordered"),
    ("/checkout/prices", "it only shows what it would cost"),
    ("/password/forgot", "an address without an account leaves nothing to tell"),
    ("/office/roles/check", "it only shows what would change"),
    ("/office/legal/preview", "it only shows what would be published"),
    ("/office/legal/edit", "it only goes back to the form"),
    ("/start/demo", "the work goes on after the answer"),
    ("/office/commissions/sandbox", "it only shows what a changed plan would pay"),
    ("/office/bank/new", "a bank file that is only judged leaves nothing"),
    ("/office/bank/take", "the work goes on after the answer"),
    ("/office/bank/cancel", "of what is cancelled nothing is kept"),
    ("/office/exchange/preview", "a table that is only tried leaves nothing"),
    ("/office/exchange/take", "the work goes on after the answer"),
    ("/office/exchange/cancel", "of what is cancelled nothing is kept"),
    ("/start/restore", "the work goes on after the answer"),
];

pub struct Browser<'f> {
    firm: &'f Firm,
    cookies: BTreeMap<String, String>,
    address: SocketAddr,
    /// The page that is open, for its forms.
    page: String,
    /// The last form that was sent: where to, and its fields as they travelled.
    sent: Option<(String, String)>,
}

impl<'f> Browser<'f> {
    pub fn new(firm: &'f Firm) -> Browser<'f> {
        let cookies = [("language".to_owned(), "de".to_owned())].into();
        Browser { firm, cookies, address: ([127, 0, 0, 1], 40_000).into(), page: String::new(), sent: None }
    }

    /// The same browser on another machine: `203.0.113.7`.
    pub fn on_address(mut self, address: &str) -> Self {
        self.address = SocketAddr::new(address.parse().expect("an address"), 40_000);
        self
    }

    /// The same browser reading another language: `en`, `zh`.
    pub fn in_language(mut self, tag: &str) -> Self {
        self.set_cookie("language", tag);
        self
    }

    pub fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// Opens a page.
    pub fn get(&mut self, path: &str) -> Shown {
        let shown = self.send(Method::GET, path, None, Body::empty());
        if shown.status == StatusCode::OK {
            self.page = shown.html.clone();
        }
        shown
    }

    /// Opens a page and goes wherever it leads, three steps at most.
    pub fn follow(&mut self, path: &str) -> Shown {
        let mut shown = self.get(path);
        for _ in 0..3 {
            match shown.location.clone() {
                Some(to) => shown = self.get(&to),
                None => return shown,
            }
        }
        shown
    }

    /// Sends fields as they are; the token of the open page is added.
    #[track_caller]
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Shown {
        let mut all: Vec<(String, String)> =
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let token = forms(&self.page).iter().find_map(|form| form.value("csrf").map(str::to_owned));
        if let Some(token) = token.filter(|_| !fields.iter().any(|(name, _)| *name == "csrf")) {
            all.push(("csrf".to_owned(), token));
        }
        self.post_pairs(path, &all)
    }

    /// Fills in the form of the open page that leads to `action`, and sends it as a browser would: with everything
    /// that already stands in it. A field that the form does not have is a mistake of the test, or of the page.
    #[track_caller]
    pub fn submit(&mut self, action: &str, fields: &[(&str, &str)]) -> Shown {
        let all = forms(&self.page);
        let actions: Vec<String> = all.iter().map(|form| form.action.clone()).collect();
        let form = all
            .into_iter()
            .find(|form| form.action == action || form.ways.iter().any(|way| way.split('#').next() == Some(action)));
        let form = form.unwrap_or_else(|| unreachable!("no form leads to {action}, only to {actions:?}"));
        let filled = form.filled(fields);
        self.post_pairs(action, &filled)
    }

    /// Sends a file in a form of the open page.
    #[track_caller]
    pub fn submit_file(&mut self, action: &str, fields: &[(&str, &str)], file: (&str, &str, &[u8])) -> Shown {
        let form: Form = forms(&self.page).into_iter().find(|form| form.action == action).expect("a form");
        let (field, name, bytes) = file;
        let mut body = Vec::new();
        for (name, value) in form.filled(fields) {
            body.extend_from_slice(
                format!("--kit\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").as_bytes(),
            );
        }
        body.extend_from_slice(
            format!("--kit\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n")
                .as_bytes(),
        );
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--kit--\r\n");
        self.changed(action, "multipart/form-data; boundary=kit", Body::from(body))
    }

    #[track_caller]
    fn post_pairs(&mut self, path: &str, fields: &[(String, String)]) -> Shown {
        let encoded: Vec<String> = fields.iter().map(|(name, value)| format!("{}={}", web(name), web(value))).collect();
        let encoded = encoded.join("&");
        self.sent = Some((path.to_owned(), encoded.clone()));
        self.changed(path, "application/x-www-form-urlencoded", Body::from(encoded))
    }

    /// Sends the last form once more, as a second click does: it must change nothing.
    #[track_caller]
    pub fn click_again(&mut self) -> Shown {
        let (path, encoded) = self.sent.clone().expect("a form was sent");
        let before = self.firm.journal_end();
        let shown = self.send(Method::POST, &path, Some("application/x-www-form-urlencoded"), Body::from(encoded));
        assert_eq!(self.firm.journal_end(), before, "the second click on {path} told the journal something");
        shown
    }

    /// A form that was accepted has changed something, and the journal knows of it.
    #[track_caller]
    fn changed(&mut self, path: &str, kind: &str, body: Body) -> Shown {
        let before = self.firm.journal_end();
        let shown = self.send(Method::POST, path, Some(kind), body);
        let accepted =
            shown.status.is_success() || shown.location.as_deref().is_some_and(|to| !to.starts_with("/sign-in"));
        let traceless = LEAVES_NO_TRACE.iter().any(|(prefix, _)| path.starts_with(prefix));
        if accepted && !traceless {
            assert!(self.firm.journal_end() > before, "{path} was accepted, and the journal knows nothing of it");
        }
        if shown.location.is_none() {
            self.page = shown.html.clone();
        }
        shown
    }

    fn send(&mut self, method: Method, path: &str, kind: Option<&str>, body: Body) -> Shown {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "localhost")
            .header(header::COOKIE, cookies.join("; "))
            .header(header::USER_AGENT, "Kit");
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind).header("sec-fetch-site", "same-origin");
        }
        let (answer, html) = self.firm.answer(request.body(body).expect("a request"), self.address);
        for cookie in answer.headers().get_all(header::SET_COOKIE) {
            let text = cookie.to_str().expect("a cookie in ASCII");
            let (name, value) = text.split(';').next().and_then(|pair| pair.split_once('=')).expect("name=value");
            if text.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let location = answer.headers().get(header::LOCATION).map(|to| to.to_str().expect("a path").to_owned());
        Shown { path: path.to_owned(), status: answer.status(), location, headers: answer.headers().clone(), html }
    }
}

/// What came back. Every check says what was there instead.
#[derive(Clone, Debug)]
pub struct Shown {
    pub path: String,
    pub status: StatusCode,
    pub location: Option<String>,
    pub headers: axum::http::HeaderMap,
    pub html: String,
}

impl Shown {
    /// What a person can read, in one line.
    pub fn text(&self) -> String {
        visible_text(&self.html)
    }

    #[track_caller]
    pub fn sees(&self, words: &str) -> &Shown {
        assert!(self.text().contains(words), "{} does not show {words:?}, but: {}", self.path, self.short());
        self
    }

    #[track_caller]
    pub fn does_not_see(&self, words: &str) -> &Shown {
        assert!(!self.text().contains(words), "{} shows {words:?}: {}", self.path, self.short());
        self
    }

    /// Looks into the source of the page, for what cannot be read: values of fields, addresses of links.
    #[track_caller]
    pub fn holds(&self, source: &str) -> &Shown {
        assert!(self.html.contains(source), "{} does not hold {source:?}: {}", self.path, self.html);
        self
    }

    #[track_caller]
    pub fn has_status(&self, status: u16) -> &Shown {
        assert_eq!(self.status.as_u16(), status, "{}: {:?} {}", self.path, self.location, self.short());
        self
    }

    /// A form was accepted and leads on.
    #[track_caller]
    pub fn goes_to(&self, path: &str) -> &Shown {
        let found = self.location.as_deref();
        assert_eq!(found, Some(path), "{} answers {}: {}", self.path, self.status, self.short());
        self
    }

    fn short(&self) -> String {
        self.text().chars().take(2_000).collect()
    }
}

fn web(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => encoded.push(char::from(byte)),
            other => write!(encoded, "%{other:02X}").expect("a text takes everything"),
        }
    }
    encoded
}
