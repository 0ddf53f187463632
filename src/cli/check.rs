//! `kontor check`: compares all tables with each other, and names what is wrong.

use serde_json::{Value, json};

use crate::app::{Place, place_of};
use crate::business::checks::{CHECKS, Check};
use crate::business::defect::Defect;
use crate::business::failure::Complaint;
use crate::cli::Exit;
use crate::cli::arguments::Check as Wanted;
use crate::cli::call::Call;
use crate::cli::serve::place_warning;
use crate::cli::trouble::Trouble;
use crate::text;

/// More of one kind are counted, not listed.
const SHOWN_MAX: usize = 20;

pub fn run(wanted: &Wanted, call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let checks = chosen(wanted)?;
    if wanted.list {
        list(&checks, call);
        return Ok(Exit::Done);
    }
    let reader = call.app.door().store().reader()?;
    let step = text!(call.manner.language, "cli.check.step");
    let mut found = Vec::new();
    let total = u64::try_from(checks.len()).unwrap_or(u64::MAX);
    for (done, check) in (0..).zip(checks) {
        call.out.progress(&step, done, total);
        if !call.out.is_wanted() {
            return Ok(Exit::Interrupted);
        }
        found.push((check, check.run(&reader)));
    }
    drop(reader);
    let strangers = call.app.door().store().unregistered()?;
    let place = place_of(call.app.folder().layout().root());
    if call.manner.json {
        call.say(&in_json(&found, &strangers, &place, call).to_string());
    } else {
        tell(&found, &strangers, &place, call);
    }
    Ok(outcome(&found, &strangers, &place, call.file_whole))
}

fn chosen(wanted: &Wanted) -> Result<Vec<&'static Check>, Trouble> {
    let known = |name: &String| {
        let check = CHECKS.iter().find(|check| check.name == name);
        check.ok_or_else(|| Trouble::new(Exit::Usage, Complaint::new("cli.check.unknown").with("name", name.as_str())))
    };
    if wanted.only.is_empty() { Ok(CHECKS.iter().collect()) } else { wanted.only.iter().map(known).collect() }
}

fn list(checks: &[&Check], call: &mut Call<'_>) {
    for check in checks {
        let what = text!(call.manner.language, &format!("checks.name.{}", check.name));
        let line = if call.manner.json {
            json!({ "name": check.name, "what": what }).to_string()
        } else {
            format!("{:<22} {what}", check.name)
        };
        call.say(&line);
    }
}

type Found = Vec<(&'static Check, Vec<Defect>)>;

fn outcome(found: &Found, strangers: &[String], place: &Place, file_whole: Option<bool>) -> Exit {
    if found.iter().any(|(_, defects)| !defects.is_empty()) {
        Exit::Damage
    } else if !strangers.is_empty() || *place != Place::Local || file_whole == Some(false) {
        Exit::Findings
    } else {
        Exit::Done
    }
}

fn in_json(found: &Found, strangers: &[String], place: &Place, call: &Call<'_>) -> Value {
    let language = call.manner.language;
    let of = |defect: &Defect| json!({ "about": defect.about, "sentence": defect.complaint.say(language) });
    let checks = found.iter().map(|(check, defects)| {
        let listed: Vec<Value> = defects.iter().map(of).collect();
        json!({ "name": check.name, "defects": listed })
    });
    let checks: Vec<Value> = checks.collect();
    json!({
        "checks": checks, "unknown_tables": strangers, "file_whole": call.file_whole,
        "place": place_warning(place, call.app.folder(), language),
    })
}

fn tell(found: &Found, strangers: &[String], place: &Place, call: &mut Call<'_>) {
    let language = call.manner.language;
    for (check, defects) in found.iter().filter(|(_, defects)| !defects.is_empty()) {
        let what = text!(language, &format!("checks.name.{}", check.name));
        call.say(&text!(language, "cli.check.fails", name = check.name, what = what));
        for defect in defects.iter().take(SHOWN_MAX) {
            call.say(&format!("  {}: {}", defect.about, defect.complaint.say(language)));
        }
        if let Some(more) = defects.len().checked_sub(SHOWN_MAX).filter(|more| *more > 0) {
            call.say(&format!("  {}", text!(language, "cli.check.more", count = more)));
        }
    }
    for name in strangers {
        call.say(&text!(language, "cli.check.unknown_table", name = name));
    }
    if call.file_whole == Some(false) {
        call.say(&text!(language, "cli.check.file_mended"));
    }
    if let Some(warning) = place_warning(place, call.app.folder(), language) {
        call.say(&warning);
    }
    let defects: usize = found.iter().map(|(_, defects)| defects.len()).sum();
    let key = match (defects, call.file_whole) {
        (0, None) => "cli.check.well_while_running",
        (0, Some(_)) => "cli.check.well",
        _ => {
            call.say(&text!(language, "cli.check.ill", count = defects));
            return call.say(&text!(language, "cli.check.ill_do"));
        }
    };
    call.say(&text!(language, key, count = found.len()));
}
