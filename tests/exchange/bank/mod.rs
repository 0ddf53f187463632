//! Reading what banks tell. All files are written by hand for these tests.

mod camt;
mod mt940;
mod refused;
mod second_opinion;
mod tables;
mod there_and_back;

use std::ops::ControlFlow;

use kontor::business::payments::{BankLine, StatementDraft};
use kontor::exchange::bank::{
    BankCsvMap, BankFault, BankFile, BankPiece, BankTrouble, collect_statements, read_bank_file,
};

/// Reads a file that is small.
pub fn read(mut bytes: &[u8]) -> Result<(BankFile, Vec<StatementDraft>), BankTrouble> {
    let mut statements = Vec::new();
    let file = read_bank_file(&mut bytes, None, &mut collect_statements(&mut statements))?;
    Ok((file, statements))
}

pub fn read_with(map: &BankCsvMap, mut bytes: &[u8]) -> Result<Vec<StatementDraft>, BankTrouble> {
    let mut statements = Vec::new();
    read_bank_file(&mut bytes, Some(map), &mut collect_statements(&mut statements))?;
    Ok(statements)
}

/// The statements of a file that is right.
pub fn statements(bytes: &[u8]) -> Vec<StatementDraft> {
    read(bytes).unwrap_or_else(|trouble| panic!("{trouble:?}")).1
}

pub fn fault(bytes: &[u8]) -> BankFault {
    trouble(bytes).fault
}

pub fn trouble(bytes: &[u8]) -> BankTrouble {
    read(bytes).expect_err("the file is wrong")
}

/// What a line says, in short.
pub fn told(line: &BankLine) -> String {
    let iban = line.iban.as_ref().map_or(line.account.clone(), ToString::to_string);
    let returned = line.returned.as_ref().map_or("", |reason| reason.as_str());
    [
        format!("{}.{}", line.entry, line.part).as_str(),
        &line.amount.to_string(),
        &line.booked_on.to_string(),
        &line.counterparty,
        &iban,
        &line.end_to_end,
        &line.text,
        returned,
    ]
    .join("|")
}

#[test]
fn lines_are_handed_on_one_by_one_between_beginning_and_end() {
    let bytes = include_bytes!("files/camt.053.001.08.xml");
    let mut order = String::new();
    let mut take = |piece: BankPiece| {
        order.push(match piece {
            BankPiece::Begins(statement) => {
                assert_eq!(statement.account, "AT611904300234573201");
                assert!(statement.opening.is_some() && statement.closing.is_some() && statement.lines.is_empty());
                'B'
            }
            BankPiece::Line(_) => 'L',
            BankPiece::Ends(_) => 'E',
        });
        ControlFlow::Continue(())
    };
    assert_eq!(read_bank_file(&mut bytes.as_slice(), None, &mut take), Ok(BankFile::Camt));
    assert_eq!(order, "BLLLLLLLE");
}

#[test]
fn who_takes_the_lines_may_end_the_reading() {
    let bytes = include_bytes!("files/camt.053.001.08.xml");
    let mut lines = 0;
    let mut take = |piece: BankPiece| {
        lines += usize::from(matches!(piece, BankPiece::Line(_)));
        if lines == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let trouble = read_bank_file(&mut bytes.as_slice(), None, &mut take).unwrap_err();
    assert_eq!((trouble.fault, lines), (BankFault::Stopped, 2));
}
