//! The way from the arguments to a verb: here when nothing runs, else in the process that holds the folder.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::FromArgMatches;
use clap::error::ErrorKind;

use crate::app::{App, Clock, Folder, FolderTrouble, Layout, default_folder, demo_folder, open_store};
use crate::business::failure::Complaint;
use crate::cli::arguments::{ActingAs, Arguments, Common, LANGUAGE_VARIABLE, Plan, Serve, Verb, Work};
use crate::cli::call::{Call, Manner, is_without_firm, perform, told};
use crate::cli::hand_over::{Request, hand_over};
use crate::cli::misunderstood::{misunderstood, no_such_verb};
use crate::cli::output::{Output, Terminal};
use crate::cli::phrasing::{command_line, verb};
use crate::cli::secret::{Secret, known_password, new_passphrase, new_password};
use crate::cli::serve::Start;
use crate::cli::trouble::Trouble;
use crate::cli::{Exit, acting, demo, plan, plan_run, restore, serve, setup};
use crate::store::Options;
use crate::text;
use crate::values::Language;

pub fn main() -> ExitCode {
    let interrupted = Arc::new(AtomicBool::new(false));
    let mut terminal = Terminal::new(Arc::clone(&interrupted));
    let Arguments { common, verb } = match understood(&mut terminal) {
        Ok(arguments) => arguments,
        Err(exit) => return whole(exit, asked_language(&words()), false, &mut terminal).into(),
    };
    let manner = manner(&common);
    let done = match verb {
        None => serve::start(&Start::doubly_clicked(), &common, &manner, &mut terminal),
        Some(Verb::Serve(wanted)) => serve::start(&Start::asked(wanted), &common, &manner, &mut terminal),
        Some(Verb::Demo(wanted)) => play_and_serve(&wanted, &common, &manner, &mut terminal),
        Some(Verb::Restore(wanted)) => {
            listen_for_interruption(interrupted);
            restore::run(&wanted, &common, &manner, &mut terminal)
        }
        Some(Verb::Help(wanted)) => help(&wanted.command, &manner, &mut terminal),
        // A plan is written before there is a firm that pays by it.
        Some(Verb::Work(Work::Plan(Plan::Check { file }))) => plan::check(&file, &manner, &mut terminal),
        Some(Verb::Work(Work::Plan(Plan::Explain { file }))) => plan::explain(&file, &manner, &mut terminal),
        Some(Verb::Work(Work::Plan(Plan::Run(wanted)))) => plan_run::run(&wanted, &manner, &mut terminal),
        Some(Verb::Work(Work::Plan(Plan::ExplainPerson(wanted)))) => plan_run::explain(&wanted, &manner, &mut terminal),
        Some(Verb::Work(work)) => {
            listen_for_interruption(interrupted);
            do_work(work, &common, &manner, &mut terminal)
        }
    };
    let exit = done.unwrap_or_else(|trouble| told(&trouble, &manner, &mut terminal));
    whole(exit, manner.language, manner.json, &mut terminal).into()
}

/// How it ended, unless the answer could not be written.
fn whole(exit: Exit, language: Language, json: bool, terminal: &mut Terminal) -> Exit {
    let Some(trouble) = terminal.trouble() else { return exit };
    trouble.tell(language, json, terminal);
    trouble.exit
}

fn words() -> Vec<String> {
    std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect()
}

/// The arguments of this process; what is wrong with them, or help that was asked for, has been told.
fn understood(terminal: &mut Terminal) -> Result<Arguments, Exit> {
    let words = words();
    let language = asked_language(&words);
    let mut command = command_line(language);
    if let Some(unknown) = unknown_language(&words) {
        terminal.warn(&text!(language, "cli.usage.unknown_language", given = unknown, language = language.tag()));
    }
    let read = command.try_get_matches_from_mut(std::env::args_os());
    let read = read.and_then(|mut matches| Arguments::from_arg_matches_mut(&mut matches));
    read.map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            terminal.say(error.render().to_string().trim_end());
            Exit::Done
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            terminal.warn(error.render().to_string().trim_end());
            Exit::Usage
        }
        _ => {
            let trouble = misunderstood(&error, &command, words.get(1..).unwrap_or_default());
            trouble.tell(language, words.iter().any(|word| word == "--json"), terminal);
            trouble.exit
        }
    })
}

/// The language is needed before the arguments are understood: what is wrong with them is told in it, too.
fn asked_language(words: &[String]) -> Language {
    let asked = typed_language(words).or_else(|| std::env::var(LANGUAGE_VARIABLE).ok());
    asked.as_deref().and_then(Language::parse).unwrap_or_else(system_language)
}

fn typed_language(words: &[String]) -> Option<String> {
    let options = ["--lang", "--language"];
    let after = words.iter().skip_while(|word| !options.contains(&word.as_str())).nth(1).map(String::as_str);
    let joined =
        || words.iter().find_map(|word| options.iter().find_map(|name| word.strip_prefix(name)?.strip_prefix('=')));
    after.or_else(joined).map(str::to_owned)
}

/// A language that the environment asks for and that we do not speak: worth a word, and no reason to do nothing.
/// Scripts that read JSON did not ask for words.
fn unknown_language(words: &[String]) -> Option<String> {
    let is_silent = typed_language(words).is_some() || words.iter().any(|word| word == "--json");
    let variable = std::env::var(LANGUAGE_VARIABLE).ok().filter(|name| !is_silent && !name.is_empty());
    variable.filter(|name| Language::parse(name).is_none())
}

/// `kontor help user add` is `kontor user add --help`.
fn help(words: &[String], manner: &Manner, terminal: &mut Terminal) -> Result<Exit, Trouble> {
    let command = command_line(manner.language);
    let wanted = verb(&command, words).map_err(|word| no_such_verb(&command, &word))?;
    terminal.say(wanted.clone().render_help().to_string().trim_end());
    Ok(Exit::Done)
}

fn manner(common: &Common) -> Manner {
    let language = common.lang.unwrap_or_else(system_language);
    Manner { language, json: common.json, yes: common.yes, at: std::env::current_dir().unwrap_or_default() }
}

/// The language of the system; German where it says nothing, English where it says one that we do not speak.
fn system_language() -> Language {
    let said =
        ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
    said.map_or(Language::De, |said| {
        Language::parse(said.split(['.', '@']).next().unwrap_or(&said)).unwrap_or(Language::En)
    })
}

/// Where the firm lies: as given, or as usual.
pub fn root(common: &Common, usual: Option<PathBuf>) -> Result<PathBuf, Trouble> {
    common.data.clone().or(usual).ok_or_else(|| Trouble::new(Exit::NoData, Complaint::new("cli.trouble.no_home")))
}

/// Ctrl-C asks the verb to come to an end; a second one does not wait for it.
fn listen_for_interruption(interrupted: Arc<AtomicBool>) {
    let waiting = std::thread::Builder::new().name("interruption".to_owned()).spawn(move || {
        let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
        runtime.block_on(serve::told_to_stop());
        interrupted.store(true, Ordering::SeqCst);
        runtime.block_on(serve::told_to_stop());
        std::process::exit(Exit::Interrupted.number().into());
    });
    // Without that thread an interruption ends the process at once, which harms nothing.
    drop(waiting);
}

fn do_work(work: Work, common: &Common, manner: &Manner, terminal: &mut Terminal) -> Result<Exit, Trouble> {
    let root = root(common, default_folder())?;
    let is_new = Folder::look(&root)?.is_none();
    if is_new {
        match &work {
            Work::Setup(setup) if setup.firm.is_some() => Folder::is_free(&root)?,
            _ => return Err(FolderTrouble::Missing(root).into()),
        }
    }
    let secret = secret_for(&work, manner)?;
    let request = Request { work, manner: manner.clone(), secret };
    if is_new {
        return set_up(&request, &root, terminal);
    }
    let socket = Layout::of(&root).socket();
    if let Some(done) = hand_over(&socket, &request, terminal) {
        return done;
    }
    match work_here(&request, &root, terminal) {
        // It may just have been starting while we looked.
        Err(trouble) if trouble.exit == Exit::InUse => hand_over(&socket, &request, terminal).unwrap_or(Err(trouble)),
        done => done,
    }
}

/// Makes the folder of a new firm and the firm in it, or nothing at all.
fn set_up(request: &Request, root: &Path, out: &mut dyn Output) -> Result<Exit, Trouble> {
    if let Work::Setup(wanted) = &request.work {
        setup::judge(wanted, request.secret.as_ref(), Clock::System.now())?;
    }
    let (folder, beginning) = Folder::begin(root, false, Clock::System.now())?;
    let mut is_founded = false;
    let done = opened(folder, &request.work).and_then(|(app, file_whole)| {
        let exit = at_work(&app, request, file_whole, out);
        // What was founded stays, also when the file cannot be closed properly, or nobody waits any more.
        is_founded = !is_without_firm(&app);
        app.close()?;
        Ok(exit)
    });
    if !is_founded {
        // Why there is no firm matters more than what is left of its folder.
        drop(beginning.take_back());
    }
    done
}

/// What only the person at this terminal can tell.
fn secret_for(work: &Work, manner: &Manner) -> Result<Option<Secret>, Trouble> {
    match work {
        Work::Backup(wanted) if wanted.recipient.is_empty() => {
            new_passphrase(wanted.passphrase_file.as_deref(), manner.language).map(Some)
        }
        Work::Setup(wanted) if wanted.firm.is_some() => {
            new_password(wanted.password_file.as_deref(), &setup::question(manner.language)).map(Some)
        }
        Work::Plan(wanted) => password_of(wanted.acting(), manner),
        Work::Commission(wanted) => password_of(wanted.acting(), manner),
        _ => Ok(None),
    }
}

/// Whoever acts as an account proves that it is the own one.
fn password_of(acting: Option<&ActingAs>, manner: &Manner) -> Result<Option<Secret>, Trouble> {
    match acting {
        Some(ActingAs { email: Some(email), password_file }) => {
            known_password(password_file.as_deref(), &acting::question(email, manner.language)).map(Some)
        }
        _ => Ok(None),
    }
}

fn work_here(request: &Request, root: &Path, out: &mut dyn Output) -> Result<Exit, Trouble> {
    let (app, file_whole) = opened(Folder::open(root, Clock::System.now())?, &request.work)?;
    let exit = at_work(&app, request, file_whole, out);
    app.close()?;
    Ok(exit)
}

/// The door over a folder, and whether the file was found whole where that was asked.
fn opened(folder: Folder, work: &Work) -> Result<(App, Option<bool>), Trouble> {
    let root = folder.layout().root().to_owned();
    let mut store = open_store(&folder, &Options::default()).map_err(|error| Trouble::opening(&root, error))?;
    let file_whole = match work {
        // Needs the file for itself, so that it can only be done before the door opens.
        Work::Check(wanted) if !wanted.list => Some(store.check_file()?),
        _ => None,
    };
    Ok((App::open(folder, store, Clock::System)?, file_whole))
}

fn at_work(app: &App, request: &Request, file_whole: Option<bool>, out: &mut dyn Output) -> Exit {
    let Request { work, manner, secret } = request;
    perform(work, &mut Call { app, manner, secret: secret.as_ref(), file_whole, out })
}

fn play_and_serve(
    wanted: &crate::cli::arguments::Demo,
    common: &Common,
    manner: &Manner,
    terminal: &mut Terminal,
) -> Result<Exit, Trouble> {
    let root = root(common, demo_folder())?;
    let made = demo::make(wanted, &root, manner, terminal)?;
    if wanted.seed_only {
        return Ok(made);
    }
    let served = Common { data: Some(root), ..common.clone() };
    serve::start(&Start::asked(Serve { ..wanted.serve.clone() }), &served, manner, terminal)
}
