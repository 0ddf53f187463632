//! One request with the person behind it. Made once, before any handler runs.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::Response;
use maud::Markup;

use crate::app::{App, seal_papers};
use crate::business::access::{self, Portal};
use crate::business::actor::Actor;
use crate::business::failure::Failure;
use crate::business::firm;
use crate::business::tx::Tx;
use crate::business::view::View;
use crate::store::Fault;
use crate::text;
use crate::texts;
use crate::values::{AccountId, Instant, InvoiceId, Language, Money, RoleId};
use crate::web::answer::Answer;
use crate::web::assets::asset_path;
use crate::web::choices;
use crate::web::cookies::{Cookie, clear_cookie, cookie};
use crate::web::page::Theme;
use crate::web::page::{AssetLinks, Frame, FrameFacts, Page, framed_page};
use crate::web::parts::{Link, Meaning, Notice, PersonMenu, RoleSwitch};

/// Who is signed in, with everything that frames show of her.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub account: AccountId,
    pub session_hash: [u8; 32],
    /// The store last heard of this session hours ago.
    pub session_wants_noting: bool,
    pub name: String,
    pub portal: Portal,
    pub role: RoleId,
    pub role_name: String,
    /// The other roles that this person may take: id and name.
    pub other_roles: Vec<(RoleId, String)>,
    /// Sent with every form; derived from the session's secret.
    pub csrf: String,
}

pub struct VisitFacts {
    pub app: Arc<App>,
    pub actor: Actor,
    pub signed_in: Option<SignedIn>,
    pub language: Language,
    pub theme: Option<Theme>,
    pub firm_name: String,
    pub has_logo: bool,
    pub is_trial: bool,
    /// Is there a firm at all?
    pub is_set_up: bool,
    pub now: Instant,
    /// Where the request came from, for throttling and the list of sessions.
    pub address: String,
    pub browser: String,
    pub secure: bool,
    pub uri: Uri,
    pub referer: Option<String>,
    /// What the step before the redirect had to say: a text key.
    pub flash: Option<String>,
    pub cart: Option<String>,
    /// The partner by whose link the visitor came.
    pub referral: Option<String>,
    /// The right to set up a new data folder.
    pub claim: Option<String>,
}

/// A cheap handle; handlers take it as an argument.
#[derive(Clone)]
pub struct Visit(Arc<VisitFacts>);

impl std::ops::Deref for Visit {
    type Target = VisitFacts;

    fn deref(&self) -> &VisitFacts {
        &self.0
    }
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Visit, Infallible> {
        match parts.extensions.get::<Visit>() {
            Some(visit) => Ok(visit.clone()),
            None => unreachable!("the visit layer runs before every handler"),
        }
    }
}

/// A browser keeps the cookie as long as the longest session.
const SESSION_SECONDS: u64 = 30 * 24 * 60 * 60;

pub const SESSION_COOKIE: &str = "kontor";
pub const LANGUAGE_COOKIE: &str = "language";
pub const THEME_COOKIE: &str = "theme";
pub const FLASH_COOKIE: &str = "message";
pub const CART_COOKIE: &str = "cart";
pub const REFERRAL_COOKIE: &str = "referral";
pub const CLAIM_COOKIE: &str = "claim";

impl Visit {
    /// Looks at cookies and headers and finds out who is there.
    pub fn arrive(app: &Arc<App>, parts: &Parts) -> Result<Visit, Failure> {
        let headers = &parts.headers;
        let now = app.door().now();
        let secret = cookie(headers, SESSION_COOKIE);
        let chosen = cookie(headers, LANGUAGE_COOKIE).as_deref().and_then(Language::parse);
        let accepted = || Language::accepted(text_header(headers, header::ACCEPT_LANGUAGE.as_str()));
        let visitor = Actor::visitor(chosen.or_else(accepted).unwrap_or_default());
        let peer =
            parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip().to_string());
        app.door().read(&visitor, |view| {
            let (actor, signed_in) = match secret.as_deref().and_then(|secret| signed_in(app, view, secret, chosen)) {
                Some((actor, signed_in)) => (actor, Some(signed_in)),
                None => (visitor.clone(), None),
            };
            let language = actor.language;
            let firm = firm::firm(view);
            Ok(Visit(Arc::new(VisitFacts {
                app: Arc::clone(app),
                actor,
                signed_in,
                language,
                theme: cookie(headers, THEME_COOKIE).and_then(|word| match word.as_str() {
                    "light" => Some(Theme::Light),
                    "dark" => Some(Theme::Dark),
                    _ => None,
                }),
                firm_name: firm.as_ref().map_or_else(|| "Kontor".to_owned(), |firm| firm.trade_name.clone()),
                has_logo: firm::has_logo(view),
                is_set_up: firm.is_some(),
                is_trial: firm.as_ref().is_some_and(|firm| firm.trial),
                now,
                address: peer.unwrap_or_default(),
                browser: text_header(headers, header::USER_AGENT.as_str()).chars().take(200).collect(),
                secure: parts.uri.scheme_str() == Some("https"),
                uri: parts.uri.clone(),
                referer: Some(text_header(headers, header::REFERER.as_str()))
                    .filter(|text| !text.is_empty())
                    .map(str::to_owned),
                flash: cookie(headers, FLASH_COOKIE).filter(|key| !key.is_empty()),
                cart: cookie(headers, CART_COOKIE),
                referral: cookie(headers, REFERRAL_COOKIE),
                claim: cookie(headers, CLAIM_COOKIE),
            })))
        })
    }

    /// Asks the data as this person.
    pub fn read<T>(&self, ask: impl FnOnce(&View<'_>) -> Result<T, Failure>) -> Result<T, Failure> {
        self.app.door().read(&self.actor, ask)
    }

    /// The same on a thread of its own, for what takes more than a moment: a document, a long list as a file.
    pub async fn read_aside<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&View<'_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let visit = self.clone();
        match tokio::task::spawn_blocking(move || visit.read(ask)).await {
            Ok(outcome) => outcome,
            Err(error) => Err(Fault::new(error.to_string()).about("reading aside").into()),
        }
    }

    /// Reads what shows the paper of a document, and keeps the paper where it is not kept yet: what is handed out is
    /// what is kept. Whoever may not read it has nothing kept either.
    pub async fn read_sealed<T: Send + 'static>(
        &self,
        document: InvoiceId,
        ask: impl Fn(&View<'_>) -> Result<T, Failure> + Clone + Send + 'static,
    ) -> Result<T, Failure> {
        let first = self.read_aside(ask.clone()).await?;
        let door = self.app.shared_door();
        let sealed = match tokio::task::spawn_blocking(move || seal_papers(&door, &[document])).await {
            Ok(outcome) => outcome?,
            Err(error) => return Err(Fault::new(error.to_string()).about("sealing").into()),
        };
        if sealed { self.read_aside(ask).await } else { Ok(first) }
    }

    /// Runs a command as this person and answers when it is on disk.
    pub async fn write<T, C>(&self, command: C) -> Result<T, Failure>
    where
        T: Send + 'static,
        C: Fn(&mut Tx<'_, '_, '_>) -> Result<T, Failure> + Send + 'static,
    {
        self.app.door().write(&self.actor, command).await
    }

    /// Goes on with something to its end, and notes the outcome, though the browser has gone away meanwhile.
    pub async fn to_the_end<T: Send + 'static>(
        work: impl Future<Output = Result<T, Failure>> + Send + 'static,
        note: impl FnOnce(&Result<T, Failure>) + Send + 'static,
    ) -> Result<T, Failure> {
        let work = tokio::spawn(async move {
            let outcome = work.await;
            note(&outcome);
            outcome
        });
        match work.await {
            Ok(outcome) => outcome,
            Err(error) => Err(Fault::new(error.to_string()).about("going on to the end").into()),
        }
    }

    /// Does the request come from the very machine on which Kontor runs?
    pub fn is_from_this_machine(&self) -> bool {
        self.address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    }

    /// Gives the browser the secret of a session that was opened.
    pub fn with_session(&self, mut response: Response, secret: &str) -> Response {
        let cookie = Cookie {
            name: SESSION_COOKIE,
            value: secret,
            max_age_seconds: SESSION_SECONDS,
            secure: self.secure,
            http_only: true,
        };
        response.headers_mut().append(header::SET_COOKIE, cookie.header());
        response
    }

    /// Lets the browser remember a language, as the switch at the foot of every page does.
    pub fn language_cookie(&self, language: Language) -> HeaderValue {
        choices::remember(self, LANGUAGE_COOKIE, language.tag())
    }

    /// Lets the browser forget its session.
    pub fn without_session(&self, mut response: Response) -> Response {
        response.headers_mut().append(header::SET_COOKIE, clear_cookie(SESSION_COOKIE));
        response
    }

    /// The token for hidden fields; empty for visitors, whom no session could be stolen from.
    pub fn csrf(&self) -> &str {
        self.signed_in.as_ref().map_or("", |signed_in| signed_in.csrf.as_str())
    }

    pub fn path(&self) -> &str {
        self.uri.path()
    }

    /// One parameter of the query, decoded.
    pub fn query(&self, name: &str) -> Option<String> {
        let query = self.uri.query()?;
        crate::web::typed::decode_pairs(query)
            .ok()?
            .into_iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value)
    }

    /// All parameters of the query, decoded, in their order.
    pub fn queries(&self) -> Vec<(String, String)> {
        self.uri.query().and_then(|query| crate::web::typed::decode_pairs(query).ok()).unwrap_or_default()
    }

    pub fn money(&self, amount: Money) -> String {
        texts::money(self.language, amount)
    }

    /// What every frame shows; a portal adds its navigation, search and footer.
    pub fn base_facts(&self) -> FrameFacts {
        let signed_in = self.signed_in.as_ref();
        FrameFacts {
            language: self.language,
            theme: self.theme,
            theme_action: Some(choices::THEME_PATH.to_owned()),
            assets: AssetLinks {
                styles: vec![asset_path("kontor.css"), "/firm.css".to_owned()],
                script: asset_path("js/kontor.js"),
                icon: self.has_logo.then(|| "/firm/logo".to_owned()),
            },
            firm_name: self.firm_name.clone(),
            logo: self.has_logo.then(|| "/firm/logo".to_owned()),
            home: "/".to_owned(),
            roles: signed_in.filter(|signed_in| !signed_in.other_roles.is_empty()).map(role_switch),
            person: signed_in.map(|signed_in| self.person_menu(signed_in)),
            banner: self.is_trial.then(|| text!(self.language, "web.frame.trial")),
            flash: self.flash_notice().into_iter().collect(),
            csrf: self.csrf().to_owned(),
            languages: choices::language_links(self.path()),
            ..FrameFacts::default()
        }
    }

    fn person_menu(&self, signed_in: &SignedIn) -> PersonMenu {
        let own_account = Link::new(text!(self.language, "web.frame.own_account"), "/account");
        PersonMenu { name: signed_in.name.clone(), links: vec![own_account], sign_out: "/sign-out".to_owned() }
    }

    fn flash_notice(&self) -> Option<Notice> {
        let key = self.flash.as_deref()?;
        let sentence = crate::texts::say(self.language, key, &[]);
        // Somebody who writes the cookie by hand sees no text of his own on our page.
        (sentence != key).then_some(Notice { meaning: Meaning::Good, sentence, more: None })
    }

    /// Lays a frame around a page.
    pub fn page(&self, frame: Frame, facts: &FrameFacts, page: &Page) -> Answer {
        Ok(crate::web::answer::html_page(framed_page(frame, facts, page), self.flash.is_some()))
    }

    /// The same with the status of a form that was refused.
    pub fn refused_page(&self, frame: Frame, facts: &FrameFacts, page: &Page) -> Answer {
        self.page_with_status(StatusCode::UNPROCESSABLE_ENTITY, frame, facts, page)
    }

    /// The same with another status, such as that somebody else was faster.
    pub fn page_with_status(&self, status: StatusCode, frame: Frame, facts: &FrameFacts, page: &Page) -> Answer {
        let mut response = crate::web::answer::html_page(framed_page(frame, facts, page), false);
        *response.status_mut() = status;
        Ok(response)
    }

    /// A piece of a page, for the script that asked for it.
    pub fn fragment(&self, markup: Markup) -> Answer {
        Ok(crate::web::answer::fragment(markup))
    }
}

fn role_switch(signed_in: &SignedIn) -> RoleSwitch {
    RoleSwitch {
        current: signed_in.role_name.clone(),
        action: "/role".to_owned(),
        others: signed_in.other_roles.iter().map(|(id, name)| (id.to_string(), name.clone())).collect(),
    }
}

fn text_header<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
}

/// The person behind a cookie. Her own language counts where the browser has chosen none.
fn signed_in(app: &App, view: &View<'_>, secret: &str, chosen: Option<Language>) -> Option<(Actor, SignedIn)> {
    let hash = access::secret_hash(secret);
    let found = access::open_session_of(view, &hash, view.now(), app.presence().last_seen(&hash))?;
    app.presence().note(hash, view.now());
    let language = chosen.or_else(|| access::language_of(view, found.account)).unwrap_or_default();
    let actor = access::actor_of(view, found.account, found.role, language)?;
    let role = access::role(view, found.role)?;
    let csrf = blake3::derive_key("kontor form token 2026", secret.as_bytes());
    let signed_in = SignedIn {
        account: found.account,
        session_hash: hash,
        session_wants_noting: found.wants_noting(view.now()),
        name: access::name_of(view, found.account),
        portal: role.portal,
        role: found.role,
        role_name: role.name.get(language).to_owned(),
        other_roles: access::other_roles(view, found.account, found.role, language),
        csrf: blake3::Hash::from_bytes(csrf).to_hex().chars().take(32).collect(),
    };
    Some((actor, signed_in))
}
