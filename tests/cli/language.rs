//! Help and mistakes in the language of whoever types, and variables that are empty.

use kontor::text;
use kontor::texts::all_keys;
use kontor::values::Language;

use crate::cli::program::Program;

/// Every command with all its words, the top itself left out.
fn each(command: &clap::Command, words: &mut Vec<String>, visit: &mut impl FnMut(&[String], &clap::Command)) {
    visit(words, command);
    for verb in command.get_subcommands() {
        words.push(verb.get_name().to_owned());
        each(verb, words, visit);
        words.pop();
    }
}

#[test]
fn every_command_and_option_is_explained_in_every_language() {
    let [mut used, mut values, mut own] = [const { std::collections::BTreeSet::new() }; 3];
    for language in Language::ALL {
        each(&kontor::cli::command_line(language), &mut Vec::new(), &mut |words, command| {
            let mut told = vec![command.get_about().expect("it says what it does").to_string()];
            told.extend(command.clone().render_usage().to_string().lines().map(str::to_owned));
            for argument in command.get_arguments() {
                told.push(argument.get_help().expect("it says what it is for").to_string());
                let name = argument.get_long().unwrap_or(argument.get_id().as_str()).replace('-', "_");
                used.insert(name);
                for value in argument.get_value_names().unwrap_or_default() {
                    told.push(value.to_string());
                    values.insert(value.to_string());
                }
            }
            told.extend(command.get_subcommand_value_name().map(str::to_owned));
            values.extend(command.get_subcommand_value_name().map(str::to_owned));
            let path: Vec<&str> = words.iter().map(String::as_str).collect();
            own.insert(path.join("_"));
            for sentence in &told {
                assert!(!sentence.contains("cli_help.") && !sentence.trim().is_empty(), "{words:?}: {sentence}");
            }
        });
    }
    // And no sentence is left over from an option that is gone.
    for key in all_keys(Language::De) {
        if let Some(name) = key.strip_prefix("cli_help.option.") {
            assert!(used.contains(name), "{key} explains nothing");
        }
        if let Some(verb) = key.strip_prefix("cli_help.verb.") {
            assert!(own.contains(verb), "{key} explains nothing");
        }
        if let Some(place) = key.strip_prefix("cli_help.own.") {
            let is_there = own.iter().any(|verb| {
                place
                    .strip_prefix(verb.as_str())
                    .and_then(|rest| rest.strip_prefix('_'))
                    .is_some_and(|rest| used.contains(rest))
            });
            assert!(is_there, "{key} explains nothing");
        }
        if key.starts_with("cli_help.value.") {
            assert!(values.contains(&text!(Language::De, &key)), "{key} names nothing");
        }
    }
}

#[test]
fn help_is_told_in_the_language_that_was_asked_for() {
    let program = Program::new();
    program.run(&["--lang", "de", "--help"]).ended(0).says("Aufruf: kontor").says("Befehle").says("Eine Tabelle");
    program.run(&["import", "--help", "--language=de"]).ended(0).says("<ART> <DATEI>").says("[möglich: categories");
    program.run(&["help", "user", "add"]).ended(0).says("Usage: kontor user add").says("--role <ROLE>");
    program.run(&["--lang", "zh", "help", "serve"]).ended(0).says("用法").says("KONTOR_LISTEN");
    program.run(&["help", "dance"]).ended(2).warns("“dance”").warns("commission");
    let all = program.run(&["--lang", "de", "import", "--help"]).ended(0).out;
    for english in ["Usage", "Options", "Arguments", "Print", "possible", "default"] {
        assert!(!all.contains(english), "{english}: {all}");
    }
}

#[test]
fn what_is_not_understood_is_told_in_the_language_that_was_asked_for() {
    let program = Program::new();
    let german = |arguments: &[&str]| program.run(&[&["--lang", "de"], arguments].concat()).ended(2);
    german(&["improt"]).warns("Den Befehl „improt“ gibt es nicht.").warns("Meinten Sie import?").warns("kontor --help");
    german(&["check", "--onyl", "x"]).warns("Die Option „--onyl“").warns("--only");
    german(&["import"]).warns("Es fehlt: <ART> <DATEI>").warns("kontor import --help");
    german(&["import", "schätze", "x.csv"]).warns("„schätze“ passt nicht zu <ART>").warns("categories, products");
    german(&["serve", "--port", "viele"]).warns("„viele“ passt nicht zu --port <ZAHL>").warns("65535");
    german(&["serve", "--port"]).warns("Bei --port <ZAHL> fehlt der Wert");
    german(&["serve", "--cache", "3"]).warns("8 bis 4096");
    german(&["check", "alles"]).warns("„alles“ ist hier zu viel");
    german(&["user"]).warns("Aufruf: kontor user");
    german(&["setup", "--firm", "Almgut"]).warns("--email <E-MAIL>");
    german(&["check", "--yes", "--yes"]).warns("nur einmal");
    let english = ["error:", "invalid", "required", "unexpected", "tip:", "For more"];
    for arguments in [&["improt"][..], &["import"], &["serve", "--port", "x"], &["check", "--onyl"], &["check", "x"]] {
        let told = german(arguments).err;
        assert!(english.iter().all(|word| !told.contains(word)), "{told}");
    }
    program.run(&["--lang", "klingon", "check"]).ended(2).warns("klingon");
    // What an option is told is no verb.
    let data = program.run(&["--lang", "de", "--data", "demo", "serve", "--port", "x"]).ended(2);
    assert!(data.err.contains("kontor serve --help") && !data.err.contains("kontor demo"), "{}", data.err);
    german(&["--data=demo", "check", "--onyl", "x"]).warns("kontor check --help");
    let told = program.run(&["--json", "improt"]).ended(2).err;
    let told: serde_json::Value = serde_json::from_str(told.trim()).unwrap();
    assert_eq!(told["exit"], 2);
    // Without an option the variable counts, and without it the system.
    let by = |name: &str, value: &str| {
        let mut command = program.command(&["improt"]);
        command.env_remove("KONTOR_LANG").env_remove("LC_ALL").env_remove("LC_MESSAGES").env_remove("LANG");
        String::from_utf8(command.env(name, value).output().unwrap().stderr).unwrap()
    };
    assert!(by("KONTOR_LANG", "zh").contains("没有命令"));
    assert!(by("KONTOR_LANG", "fr").contains("„fr“"));
    assert!(by("LANG", "de_AT.UTF-8").contains("Den Befehl"));
    assert!(by("LC_ALL", "en_GB.UTF-8").contains("There is no command"));
}

#[test]
fn an_empty_variable_is_as_good_as_none() {
    let program = Program::with_firm("EUR");
    let mut command = program.command(&["user", "list"]);
    let home = program.path("home");
    command.env("KONTOR_DATA", "").env("HOME", &home).env("XDG_DATA_HOME", home.join("share"));
    let done = command.output().unwrap();
    let told = String::from_utf8(done.stderr).unwrap();
    assert_eq!(done.status.code(), Some(10), "{told}");
    assert!(told.contains("home"), "the usual folder is meant: {told}");
    let mut command = program.command(&["serve", "--port", "lots"]);
    for name in ["KONTOR_LANG", "KONTOR_LISTEN", "KONTOR_CACHE", "KONTOR_NO_BROWSER", "KONTOR_BACKUP_RECIPIENT"] {
        command.env(name, "");
    }
    let told = String::from_utf8(command.output().unwrap().stderr).unwrap();
    assert!(told.contains("--port"), "only what was typed is wrong: {told}");
    program.run(&["--data", "", "check"]).ended(2);
}

#[test]
fn a_language_that_only_a_variable_asks_for_stops_nothing() {
    let program = Program::with_firm("EUR");
    let run = |arguments: &[&str]| {
        let mut command = program.command(arguments);
        let done = command.env("KONTOR_LANG", "fr").env("LC_ALL", "de_AT.UTF-8").output().unwrap();
        (done.status.code(), String::from_utf8(done.stdout).unwrap(), String::from_utf8(done.stderr).unwrap())
    };
    let (code, told, warned) = run(&["check"]);
    assert_eq!(code, Some(0), "{warned}");
    assert!(told.contains("Alles in Ordnung") && warned.contains("„fr“") && warned.contains("spricht jetzt de"));
    let (code, told, warned) = run(&["--lang", "en", "check"]);
    assert!(code == Some(0) && warned.is_empty() && told.contains("All is well"), "{told}{warned}");
    let (code, _, warned) = run(&["--json", "check"]);
    assert!(code == Some(0) && warned.is_empty(), "{warned}");
}
