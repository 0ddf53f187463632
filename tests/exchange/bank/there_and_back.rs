//! Whatever a bank writes is read as it was meant, and no bytes at all break a reader.

use kontor::business::payments::{BankBalance, BankLine, LineKind, StatementDraft, StatementKind};
use kontor::values::{Currency, Day, Iban, Money};
use proptest::prelude::*;

use crate::exchange::bank::{read, statements};

/// A movement as both formats can tell it.
#[derive(Clone, Debug)]
struct Moved {
    cents: i64,
    days: i32,
    name: String,
    text: String,
    end_to_end: String,
    iban: Option<usize>,
}

const IBANS: [&str; 3] = ["DE89370400440532013000", "AT611904300234573201", "DE02120300000000202051"];
const OWN: &str = "NL91ABNA0417164300";

fn moved() -> impl Strategy<Value = Moved> {
    let cents = prop_oneof![-10_000_000_000_i64..10_000_000_000, -100_i64..100];
    let word = "[A-Za-zäöüÄÖÜß0-9][A-Za-zäöü0-9.,&<>'/-]{0,14}";
    let text = proptest::collection::vec(word, 0..6).prop_map(|words| words.join(" "));
    (
        cents,
        0..28_i32,
        "[A-Z][a-zäöü&]{0,12}( [A-Z][a-z]{1,8})?",
        text,
        "[A-Z0-9-]{0,20}",
        proptest::option::of(0..3_usize),
    )
        .prop_map(|(cents, days, name, text, end_to_end, iban)| Moved {
            cents,
            days,
            name,
            text,
            end_to_end,
            iban,
        })
}

fn draft(opening: i64, moves: &[Moved]) -> StatementDraft {
    let first = Day::new(2026, 2, 1).unwrap();
    let line = |(entry, moved): (u32, &Moved)| BankLine {
        kind: LineKind::Transfer,
        code: "166".to_owned(),
        counterparty: moved.name.clone(),
        text: moved.text.clone(),
        end_to_end: moved.end_to_end.clone(),
        iban: moved.iban.map(|place| Iban::parse(IBANS[place]).unwrap()),
        ..BankLine::new(entry, Money::eur(moved.cents), first.plus_days(moved.days))
    };
    let closing = opening + moves.iter().map(|moved| moved.cents).sum::<i64>();
    let balance = |cents: i64, days: i32| BankBalance { amount: Money::eur(cents), on: first.plus_days(days) };
    StatementDraft {
        id: "7".to_owned(),
        message_id: "M7".to_owned(),
        account: OWN.to_owned(),
        iban: Iban::parse(OWN),
        sequence: Some(7),
        from: Some(first),
        to: Some(first.plus_days(27)),
        opening: Some(balance(opening, 0)),
        closing: Some(balance(closing, 27)),
        lines: (1_u32..).zip(moves).map(line).collect(),
        ..StatementDraft::new(StatementKind::Statement, Currency::EUR)
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn written_as_camt(draft: &StatementDraft, version: u8) -> String {
    let amount = |amount: Money| {
        let mark = if amount.is_negative() { "DBIT" } else { "CRDT" };
        format!("<Amt Ccy=\"EUR\">{}</Amt><CdtDbtInd>{mark}</CdtDbtInd>", amount.abs().decimal())
    };
    let new = version >= 8;
    let mut xml = format!(
        "<?xml version=\"1.0\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version:02}\"><BkToCstmrStmt>\
         <GrpHdr><MsgId>{}</MsgId></GrpHdr><Stmt><Id>{}</Id><ElctrncSeqNb>7</ElctrncSeqNb>\
         <Acct><Id><IBAN>{OWN}</IBAN></Id></Acct>",
        draft.message_id, draft.id
    );
    for (code, balance) in [("OPBD", draft.opening.unwrap()), ("CLBD", draft.closing.unwrap())] {
        xml.push_str(&format!(
            "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{}<Dt><Dt>{}</Dt></Dt></Bal>\n",
            amount(balance.amount),
            balance.on
        ));
    }
    for line in &draft.lines {
        let state = if new { "<Sts><Cd>BOOK</Cd></Sts>" } else { "<Sts>BOOK</Sts>" };
        let role = if line.amount.is_negative() { "Cdtr" } else { "Dbtr" };
        let name = escaped(&line.counterparty);
        let name = if new { format!("<Pty><Nm>{name}</Nm></Pty>") } else { format!("<Nm>{name}</Nm>") };
        let account = line
            .iban
            .as_ref()
            .map_or(String::new(), |iban| format!("<{role}Acct><Id><IBAN>{iban}</IBAN></Id></{role}Acct>"));
        let end_to_end = if line.end_to_end.is_empty() { "NOTPROVIDED" } else { &line.end_to_end };
        xml.push_str(&format!(
            "<Ntry>{}{state}<BookgDt><Dt>{}</Dt></BookgDt><NtryDtls><TxDtls><Refs><EndToEndId>{end_to_end}</EndToEndId></Refs>\
             <RltdPties><{role}>{name}</{role}>{account}</RltdPties><RmtInf><Ustrd>{}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n",
            amount(line.amount),
            line.booked_on,
            escaped(&line.text)
        ));
    }
    xml.push_str("</Stmt></BkToCstmrStmt></Document>");
    xml
}

fn written_as_mt940(draft: &StatementDraft) -> String {
    let digits = |amount: Money| amount.abs().decimal().replace('.', ",");
    let mark = |amount: Money| if amount.is_negative() { 'D' } else { 'C' };
    let short = |day: Day| day.to_string().replace('-', "").split_off(2);
    let balance = |tag: &str, balance: BankBalance| {
        format!(":{tag}:{}{}EUR{}\r\n", mark(balance.amount), short(balance.on), digits(balance.amount))
    };
    let mut file =
        format!(":20:{}\r\n:25:{OWN}\r\n:28C:7\r\n{}", draft.message_id, balance("60F", draft.opening.unwrap()));
    for line in &draft.lines {
        let day = short(line.booked_on);
        file.push_str(&format!(":61:{day}{}{}{}NTRFNONREF\r\n", &day[2..], mark(line.amount), digits(line.amount)));
        let purpose: Vec<char> = format!("SVWZ+{}", line.text).chars().collect();
        let mut details = "166".to_owned();
        let mut number = 20;
        if !line.end_to_end.is_empty() {
            details.push_str(&format!("?20EREF+{}", line.end_to_end));
            number = 21;
        }
        // A blank at the end of a piece is kept, as the standard has it.
        for piece in purpose.chunks(27) {
            details.push_str(&format!("?{number}{}", piece.iter().collect::<String>()));
            number = if number == 29 { 60 } else { number + 1 };
        }
        if let Some(iban) = &line.iban {
            details.push_str(&format!("?31{iban}"));
        }
        details.push_str(&format!("?32{}", line.counterparty));
        let details: Vec<char> = details.chars().collect();
        let lines: Vec<String> = details.chunks(65).map(|piece| piece.iter().collect()).collect();
        file.push_str(&format!(":86:{}\r\n", lines.join("\r\n")));
    }
    file + &balance("62F", draft.closing.unwrap()) + "-\r\n"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_as_camt_is_read_as_it_was_meant(
        opening in -1_000_000_i64..1_000_000,
        moves in proptest::collection::vec(moved(), 0..12),
        version in 2_u8..=11,
    ) {
        let mut expected = draft(opening, &moves);
        for line in &mut expected.lines {
            (line.kind, line.code) = (LineKind::Other, String::new());
        }
        prop_assert_eq!(statements(written_as_camt(&expected, version).as_bytes()), vec![expected]);
    }

    #[test]
    fn what_is_written_as_mt940_is_read_as_it_was_meant(
        opening in -1_000_000_i64..1_000_000,
        moves in proptest::collection::vec(moved(), 0..12),
    ) {
        let expected = draft(opening, &moves);
        prop_assert_eq!(statements(written_as_mt940(&expected).as_bytes()), vec![expected]);
    }

    #[test]
    fn bytes_that_were_changed_or_cut_are_refused_or_read_and_never_break_a_reader(
        moves in proptest::collection::vec(moved(), 1..4),
        kind in 0..4_usize,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        cut in any::<prop::sample::Index>(),
        is_cut: bool,
    ) {
        let draft = draft(5, &moves);
        let mut bytes = match kind {
            0 => written_as_camt(&draft, 8).into_bytes(),
            1 => written_as_camt(&draft, 2).encode_utf16().flat_map(u16::to_be_bytes).collect(),
            2 => written_as_mt940(&draft).into_bytes(),
            _ => b"Buchungsdatum;Partnername;Partner IBAN;BIC/SWIFT;Betrag;W\xe4hrung;Buchungs-Details\n\
                   02.03.2026;A;;;1.025,00;EUR;\"Rechnung; 17\"\n".to_vec(),
        };
        for (place, byte) in changes {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        if is_cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Err(trouble) = read(&bytes) {
            for language in kontor::values::Language::ALL {
                prop_assert!(!trouble.say(language).is_empty());
            }
        }
    }
}
