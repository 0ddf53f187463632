//! Arguments that are not understood: told in the person's language, with what would be right.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, Error};

use crate::business::failure::Complaint;
use crate::cli::Exit;
use crate::cli::trouble::Trouble;

/// What is wrong with the arguments, and how they are meant to be. `words` are all that was typed.
pub fn misunderstood(error: &Error, command: &Command, words: &[String]) -> Trouble {
    let (verb, call) = reached(command, words);
    let mut complaints = what_is_wrong(error, verb);
    let suggested = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    if let Some(meant) = suggested.into_iter().map(|kind| values(error, kind)).find(|meant| !meant.is_empty()) {
        complaints.push(Complaint::new("cli.usage.suggested").with("meant", meant.join(", ")));
    }
    let usage = verb.clone().render_usage().to_string();
    let usage = usage.trim().trim_start_matches("Usage: ").to_owned();
    complaints.push(Complaint::new("cli.usage.usage").with("usage", usage));
    complaints.push(Complaint::new("cli.usage.more").with("call", format!("{call} --help")));
    Trouble { exit: Exit::Usage, complaints }
}

/// A verb that is asked for by name and is not there.
pub fn no_such_verb(command: &Command, given: &str) -> Trouble {
    Trouble { exit: Exit::Usage, complaints: vec![no_command(given), there_are(verbs_of(command))] }
}

/// The verb that the words lead to, and the words that lead there. The value of an option is no verb.
fn reached<'c>(command: &'c Command, words: &[String]) -> (&'c Command, String) {
    let (mut verb, mut call) = (command, command.get_name().to_owned());
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if takes_next(command, word) || takes_next(verb, word) {
            words.next();
        } else if let Some(next) = verb.find_subcommand(word) {
            verb = next;
            call = format!("{call} {word}");
        }
    }
    (verb, call)
}

/// Is this an option whose value is the next word?
fn takes_next(verb: &Command, word: &str) -> bool {
    let Some(name) = word.strip_prefix("--") else { return false };
    let is_meant = |argument: &&Arg| {
        let others = argument.get_all_aliases().unwrap_or_default();
        argument.get_long() == Some(name) || others.contains(&name)
    };
    verb.get_arguments().find(is_meant).is_some_and(|argument| argument.get_action().takes_values())
}

fn what_is_wrong(error: &Error, verb: &Command) -> Vec<Complaint> {
    let given = || value(error, ContextKind::InvalidValue);
    let option = || value(error, ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            vec![no_command(&value(error, ContextKind::InvalidSubcommand)), there_are(verbs_of(verb))]
        }
        ErrorKind::UnknownArgument => {
            let key = if option().starts_with('-') { "cli.usage.no_option" } else { "cli.usage.too_much" };
            vec![Complaint::new(key).with("given", option())]
        }
        ErrorKind::InvalidValue if given().is_empty() => {
            vec![Complaint::new("cli.usage.no_value").with("option", option()), expected(error, verb)]
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let wrong = Complaint::new("cli.usage.wrong_value").with("given", given()).with("option", option());
            vec![wrong, expected(error, verb)]
        }
        ErrorKind::MissingRequiredArgument => {
            vec![Complaint::new("cli.usage.missing").with("names", values(error, ContextKind::InvalidArg).join(" "))]
        }
        ErrorKind::MissingSubcommand => vec![Complaint::new("cli.usage.no_verb"), there_are(verbs_of(verb))],
        ErrorKind::TooManyValues => vec![Complaint::new("cli.usage.too_much").with("given", given())],
        ErrorKind::ArgumentConflict => {
            let others: Vec<String> =
                values(error, ContextKind::PriorArg).into_iter().filter(|other| *other != option()).collect();
            if others.is_empty() {
                vec![Complaint::new("cli.usage.twice").with("option", option())]
            } else {
                let conflict = Complaint::new("cli.usage.not_together").with("option", option());
                vec![conflict.with("other", others.join(", "))]
            }
        }
        _ => vec![Complaint::new("cli.usage.unreadable")],
    }
}

/// What the option is for says what its value should be.
fn expected(error: &Error, verb: &Command) -> Complaint {
    let option = value(error, ContextKind::InvalidArg);
    let known = verb.get_arguments().find(|argument| argument.to_string() == option);
    let what = known.and_then(|argument| argument.get_help()).map(ToString::to_string).unwrap_or_default();
    Complaint::new("cli.usage.expected").with("option", option).with("what", what)
}

fn no_command(given: &str) -> Complaint {
    Complaint::new("cli.usage.no_command").with("given", given)
}

fn there_are(names: Vec<String>) -> Complaint {
    Complaint::new("cli.usage.there_are").with("names", names.join(", "))
}

fn verbs_of(command: &Command) -> Vec<String> {
    command.get_subcommands().map(|verb| verb.get_name().to_owned()).collect()
}

fn value(error: &Error, kind: ContextKind) -> String {
    values(error, kind).join(" ")
}

fn values(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(value)) => vec![value.clone()],
        Some(ContextValue::Strings(values)) => values.clone(),
        Some(ContextValue::StyledStr(value)) => vec![value.to_string()],
        _ => Vec::new(),
    }
}
