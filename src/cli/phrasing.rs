//! The command line in the language of whoever types it: what each verb and option is for, headings, usage and the
//! names of values. `arguments` says what can be asked for, the texts under `cli_help` say it to people.

use clap::builder::Resettable;
use clap::{Arg, ArgAction, Command, CommandFactory};

use crate::cli::arguments::{Arguments, LANGUAGE_VARIABLE};
use crate::text;
use crate::values::Language;

const TEMPLATE_END: &str = " {usage}\n\n{all-args}{after-help}";
/// As the library writes usages.
const USAGE_BEFORE: &str = "Usage: ";
const OPTIONS_BEFORE: &str = "[OPTIONS]";

/// No verb has so many options of its own.
const COMMON_FROM: usize = 100;

/// The whole command line, ready to read arguments and to explain itself.
pub fn command_line(language: Language) -> Command {
    let more = [text!(language, "cli_help.frame.after"), text!(language, "cli_help.frame.codes")];
    let mut command = explained(Arguments::command(), "", language)
        .about(text!(language, "cli_help.frame.about"))
        .after_help(more.join("\n"))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .arg(own_flag("help", 'h', ArgAction::Help, text!(language, "cli_help.frame.help"), language).global(true))
        .arg(own_flag("version", 'V', ArgAction::Version, text!(language, "cli_help.frame.version"), language));
    command.build();
    with_usage(command, language)
}

/// A verb by its words, as in `user add`; the first word that is none is the mistake.
pub fn verb<'c>(command: &'c Command, words: &[String]) -> Result<&'c Command, String> {
    words.iter().try_fold(command, |command, word| command.find_subcommand(word).ok_or_else(|| word.clone()))
}

fn own_flag(name: &'static str, short: char, action: ArgAction, help: String, language: Language) -> Arg {
    let flag = Arg::new(name).long(name).short(short).action(action).help(help).display_order(usize::MAX);
    flag.help_heading(kept(text!(language, "cli_help.frame.options")))
}

/// The verb and its options, then the verbs below it. `path` is `commission_open`, and empty at the top.
fn explained(command: Command, path: &str, language: Language) -> Command {
    let usage = text!(language, "cli_help.frame.usage");
    // In the order in which they are declared; what every verb takes comes after its own.
    let mut order = if path.is_empty() { COMMON_FROM } else { 0 };
    command
        .help_template(format!("{{about-with-newline}}\n{usage}{TEMPLATE_END}"))
        .subcommand_help_heading(kept(text!(language, "cli_help.frame.commands")))
        .subcommand_value_name(kept(text!(language, "cli_help.value.command")))
        .mut_args(|argument| {
            order += 1;
            explained_argument(argument, path, language).display_order(order)
        })
        .mut_subcommands(|verb| {
            let name = verb.get_name().to_owned();
            let path = if path.is_empty() { name } else { format!("{path}_{name}") };
            let about = text!(language, &format!("cli_help.verb.{path}"));
            explained(verb, &path, language).about(about)
        })
}

fn explained_argument(argument: Arg, path: &str, language: Language) -> Arg {
    let variable = argument.get_env().map(|name| name.to_string_lossy().into_owned());
    // An empty variable is as good as none, as containers and services write it.
    let is_empty = |name: &String| std::env::var_os(name).is_some_and(|value| value.is_empty());
    // A language that we do not speak is no reason to refuse every command, unless it was typed.
    let is_unknown = |name: &String| {
        name == LANGUAGE_VARIABLE && std::env::var(name).map_or(true, |value| Language::parse(&value).is_none())
    };
    let is_void = variable.as_ref().is_some_and(|name| is_empty(name) || is_unknown(name));
    let argument = if is_void { argument.env(Resettable::Reset) } else { argument };
    let mut help = vec![help_of(&argument, path, language)];
    let takes_value = argument.get_action().takes_values();
    if takes_value {
        help.extend(facts(&argument, language));
    }
    help.extend(variable.map(|name| text!(language, "cli_help.frame.variable", value = name)));
    let heading = if argument.is_positional() { "cli_help.frame.arguments" } else { "cli_help.frame.options" };
    let argument = argument.help(help.join(" ")).help_heading(kept(text!(language, heading))).hide_env(true);
    if takes_value { named(argument.hide_default_value(true).hide_possible_values(true), language) } else { argument }
}

/// What is taken when nothing is said, and what there is to choose from.
fn facts(argument: &Arg, language: Language) -> Vec<String> {
    let choices: Vec<String> = argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    let usual: Vec<String> =
        argument.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    let mut told = Vec::new();
    if !choices.is_empty() {
        told.push(text!(language, "cli_help.frame.possible", value = choices.join(", ")));
    }
    if !usual.is_empty() {
        told.push(text!(language, "cli_help.frame.default", value = usual.join(", ")));
    }
    told
}

/// Most options mean the same wherever they stand; those that do not have a sentence of their own.
fn help_of(argument: &Arg, path: &str, language: Language) -> String {
    let name = argument.get_long().unwrap_or(argument.get_id().as_str()).replace('-', "_");
    let own = format!("cli_help.own.{path}_{name}");
    let said = text!(language, &own);
    if said == own { text!(language, &format!("cli_help.option.{name}")) } else { said }
}

/// `<FILE>` is `<DATEI>` in German.
fn named(argument: Arg, language: Language) -> Arg {
    let given = argument.get_value_names().and_then(|names| names.first()).map(|name| name.to_string());
    let name = given.unwrap_or_else(|| argument.get_id().to_string()).to_lowercase();
    argument.value_name(kept(text!(language, &format!("cli_help.value.{name}"))))
}

/// Once everything has its name, the line that shows how a verb is called can be written.
fn with_usage(mut command: Command, language: Language) -> Command {
    let options = text!(language, "cli_help.frame.options").to_uppercase();
    let usage = command.render_usage().to_string();
    let usage = usage.trim().trim_start_matches(USAGE_BEFORE).replace(OPTIONS_BEFORE, &format!("[{options}]"));
    command.override_usage(usage).mut_subcommands(|verb| with_usage(verb, language))
}

/// The library keeps names as long as the program runs; the command line is put together once in it.
fn kept(text: String) -> &'static str {
    text.leak()
}
