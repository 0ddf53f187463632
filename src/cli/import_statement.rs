//! `kontor import statement`: takes a file of a bank in, the whole file or nothing.

use std::fs::{self, File};
use std::io::Read as _;

use crate::app::{BankFileTrouble, BankSource, BankTaken, Keep, SentBankFile, take_bank_file};
use crate::business::actor::Actor;
use crate::business::failure::Complaint;
use crate::business::payments::bank::{StatementPlan, Verdict, house_account};
use crate::business::payments::collections::{collection_number, take_status_report};
use crate::cli::Exit;
use crate::cli::arguments::Import;
use crate::cli::call::Call;
use crate::cli::trouble::Trouble;
use crate::exchange::bank::BankCsvMap;
use crate::exchange::sepa::{is_status_report, read_status_report};
use crate::text;
use crate::texts;
use crate::values::{Iban, Language};

/// So much of a file says what it is.
const HEAD_BYTES: u64 = 8 * 1024;

pub fn run(wanted: &Import, call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let language = call.manner.language;
    let file = sent(wanted, call)?;
    if let Some(bytes) = status_report(&file) {
        return take_report(&bytes, wanted, call);
    }
    let step = text!(language, "cli.statement.step");
    let operator = Actor { language, ..Actor::operator() };
    let keep = if wanted.dry_run { Keep::Nothing } else { Keep::Everything };
    let (app, out) = (call.app, &mut *call.out);
    let taken = take_bank_file(app.door(), &operator, &file, keep, &mut |done, total| {
        if total > 0 {
            out.progress(&step, done, total);
        }
        out.is_wanted()
    });
    let taken = taken.map_err(|trouble| told(trouble, language))?;
    tell(&taken, wanted.dry_run, call)?;
    Ok(if taken.kept_statements() == 0 { Exit::NothingToDo } else { Exit::Done })
}

/// The bytes, where the file is no statement but says what became of a file of debits.
fn status_report(file: &SentBankFile) -> Option<Vec<u8>> {
    let BankSource::Path(path) = &file.source else { return None };
    let mut head = Vec::new();
    File::open(path).ok()?.take(HEAD_BYTES).read_to_end(&mut head).ok()?;
    is_status_report(&head).then(|| fs::read(path).ok())?
}

fn take_report(bytes: &[u8], wanted: &Import, call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let language = call.manner.language;
    let report = read_status_report(bytes).map_err(|complaint| Trouble::new(Exit::FileDamaged, complaint))?;
    if wanted.dry_run {
        call.say(&text!(language, "cli.statement.report_of", message = report.message_id));
        return Ok(Exit::Done);
    }
    let operator = Actor { language, ..Actor::operator() };
    let (id, count) = call.app.door().write_and_wait(&operator, move |tx| take_status_report(tx, &report))?;
    let (number, count) = (collection_number(id), i64::try_from(count).unwrap_or(i64::MAX));
    let line = if call.manner.json {
        serde_json::json!({ "collection": number, "rejected": count }).to_string()
    } else {
        text!(language, "cli.statement.report", number = number, count = count)
    };
    call.say(&line);
    Ok(if count == 0 { Exit::NothingToDo } else { Exit::Done })
}

fn sent(wanted: &Import, call: &Call<'_>) -> Result<SentBankFile, Trouble> {
    let path = call.path(&wanted.file);
    // Whether it is there and may be read is told with its name.
    let opened = File::open(&path).and_then(|file| file.metadata());
    match opened {
        Ok(facts) if facts.is_dir() => return Err(Trouble::file(&path, &std::io::ErrorKind::IsADirectory.into())),
        Ok(_) => {}
        Err(error) => return Err(Trouble::file(&path, &error)),
    }
    let account = match wanted.account.as_deref() {
        None => None,
        Some(typed) => {
            let wrong = || Complaint::new("cli.statement.no_iban").with("typed", typed.to_owned());
            Some(Iban::parse(typed).ok_or_else(|| Trouble::new(Exit::Usage, wrong()))?)
        }
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let gap_because = wanted.with_gap.clone().unwrap_or_default();
    let (source, map) = (BankSource::Path(path), map(wanted, call)?);
    Ok(SentBankFile { name, source, account, map, gap_because, gaps_seen: None })
}

fn map(wanted: &Import, call: &Call<'_>) -> Result<Option<BankCsvMap>, Trouble> {
    let Some(given) = &wanted.map else { return Ok(None) };
    let path = call.path(given);
    let text = fs::read_to_string(&path).map_err(|error| Trouble::file(&path, &error))?;
    let wrong = |why: String| Trouble::new(Exit::Usage, Complaint::new("cli.import.map_wrong").with("why", why));
    BankCsvMap::read(&text).map(Some).map_err(|error| wrong(error.0))
}

fn told(trouble: BankFileTrouble, language: Language) -> Trouble {
    match trouble {
        BankFileTrouble::File(trouble) => {
            let what = trouble.say(language);
            Trouble::new(Exit::FileDamaged, Complaint::new("cli.statement.not_taken").with("what", what))
        }
        BankFileTrouble::Failure(failure) => failure.into(),
        BankFileTrouble::Interrupted => Trouble::new(Exit::Interrupted, Complaint::new("cli.trouble.interrupted")),
    }
}

fn tell(taken: &BankTaken, dry_run: bool, call: &mut Call<'_>) -> Result<(), Trouble> {
    let language = call.manner.language;
    let zone = call.app.door().zone();
    if let Some(since) = taken.known_since {
        let on = texts::instant(language, since, &zone);
        let line = if call.manner.json {
            serde_json::json!({ "statements": [], "known_since": since.to_string(), "dry_run": dry_run }).to_string()
        } else {
            text!(language, "cli.statement.file_known", on = on)
        };
        call.say(&line);
        return Ok(());
    }
    let named = |plan: &StatementPlan| {
        let account = call.app.door().read(&Actor::operator(), |view| Ok(house_account(view, plan.account)));
        account.map(|account| account.map(|account| account.iban.to_string()).unwrap_or_default())
    };
    let accounts = taken.statements.iter().map(named).collect::<Result<Vec<String>, _>>()?;
    let all = || taken.statements.iter().zip(&accounts);
    if call.manner.json {
        let statements: Vec<_> = all().map(|(plan, account)| in_json(plan, account)).collect();
        call.say(
            &serde_json::json!({ "statements": statements, "posted": taken.posted, "dry_run": dry_run }).to_string(),
        );
        return Ok(());
    }
    for (plan, account) in all() {
        call.say(&in_words(language, plan, account));
    }
    let count = taken.kept();
    let key = match (taken.kept_statements(), dry_run) {
        (0, _) => "cli.statement.nothing_new",
        (_, true) => "cli.statement.would",
        (_, false) => "cli.statement.done",
    };
    call.say(&text!(language, key, count = count));
    if taken.posted > 0 {
        call.say(&text!(language, "cli.statement.posted", count = taken.posted));
    }
    Ok(())
}

fn in_words(language: Language, plan: &StatementPlan, account: &str) -> String {
    let (from, to) = (texts::day_short(language, plan.from), texts::day_short(language, plan.to));
    let key = match plan.verdict {
        Verdict::Take | Verdict::TakeAll | Verdict::Known => "cli.statement.one",
        Verdict::OnlyShown => "cli.statement.only_shown",
    };
    let mut said = text!(
        language,
        key,
        account = account,
        from = from,
        to = to,
        lines = plan.lines,
        known = plan.known,
        kept = plan.kept
    );
    let balances = (plan.draft.opening, plan.draft.closing);
    if let (Some(opening), Some(closing)) = balances {
        let (opening, closing) = (texts::money(language, opening.amount), texts::money(language, closing.amount));
        said.push(' ');
        said.push_str(&text!(language, "cli.statement.balances", opening = opening, closing = closing));
    }
    if let Some((expected, found)) = plan.gap {
        let (expected, found) = (texts::money(language, expected), texts::money(language, found));
        said.push(' ');
        said.push_str(&text!(language, "cli.statement.gap", expected = expected, found = found));
    }
    said
}

fn in_json(plan: &StatementPlan, account: &str) -> serde_json::Value {
    serde_json::json!({
        "account": account,
        "number": plan.draft.id,
        "kind": plan.draft.kind.word(),
        "from": plan.from.to_string(),
        "to": plan.to.to_string(),
        "currency": plan.draft.currency.code(),
        "opening": plan.draft.opening.map(|balance| balance.amount.decimal()),
        "closing": plan.draft.closing.map(|balance| balance.amount.decimal()),
        "lines": plan.lines,
        "known": plan.known,
        "unbooked": plan.unbooked,
        "open": plan.kept,
        "gap": plan.gap.map(|(expected, found)| {
            serde_json::json!({ "expected": expected.decimal(), "found": found.decimal() })
        }),
    })
}
