//! A bank statement in which invoices are paid.

use std::fmt::Write;
use std::path::Path;

use kontor::app::Door;
use kontor::business::actor::Actor;
use kontor::business::billing::{self, InvoiceKind};
use kontor::business::ledger::{ItemKind, LedgerAccount, open_items};
use kontor::business::payments::bank::house_accounts;
use kontor::values::InvoiceId;

/// So much was on the account before, in cents.
const BEFORE: i64 = 1_000_000;

pub fn write(door: &Door, lines: u64, file: &Path) {
    let actor = Actor::operator();
    let (ours, paid) = door
        .read(&actor, |view| {
            let ours = house_accounts(view).remove(0).1.iban;
            let open = open_items(view)
                .into_iter()
                .filter(|(key, _)| key.account == LedgerAccount::Receivables && key.kind == ItemKind::Invoice);
            let all: Vec<_> = open.collect();
            println!("  {} open items", all.len());
            let paid: Vec<_> = all.into_iter().rev().step_by(2).take(usize::try_from(lines).unwrap()).collect();
            let paid: Vec<_> = paid
                .into_iter()
                .filter_map(|(key, item)| Some((item, billing::invoice(view, InvoiceId::new(key.id))?)))
                .filter(|(_, invoice)| invoice.kind == InvoiceKind::Invoice)
                .map(|(item, invoice)| (item.number, item.amount.minor(), invoice.billing.name))
                .collect();
            Ok((ours, paid))
        })
        .unwrap();
    let mut entries = String::new();
    for (at, (number, cents, name)) in paid.iter().enumerate() {
        let text = if at % 10 == 9 { "Danke".to_owned() } else { format!("Rechnung {number}") };
        writeln!(
            entries,
            "<Ntry><NtryRef>{at}</NtryRef><Amt Ccy=\"EUR\">{}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>\
             <BookgDt><Dt>2026-11-20</Dt></BookgDt><ValDt><Dt>2026-11-20</Dt></ValDt>\
             <AcctSvcrRef>2026112000000{at:06}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd>\
             <SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls><Refs>\
             <EndToEndId>NOTPROVIDED</EndToEndId></Refs><Amt Ccy=\"EUR\">{}</Amt><CdtDbtInd>CRDT</CdtDbtInd>\
             <RltdPties><Dbtr><Pty><Nm>{name}</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>{}</IBAN></Id></DbtrAcct>\
             </RltdPties><RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>",
            decimal(*cents),
            decimal(*cents),
            account(at)
        )
        .unwrap();
    }
    let sum: i64 = paid.iter().map(|(_, cents, _)| cents).sum();
    let balance = |code: &str, cents: i64| {
        format!(
            "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{}</Amt><CdtDbtInd>CRDT</CdtDbtInd>\
             <Dt><Dt>2026-11-20</Dt></Dt></Bal>",
            decimal(cents)
        )
    };
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\">\
         <BkToCstmrStmt><GrpHdr><MsgId>BENCH-1</MsgId><CreDtTm>2026-11-20T20:00:00Z</CreDtTm></GrpHdr><Stmt>\
         <Id>BENCH-1</Id><ElctrncSeqNb>1</ElctrncSeqNb><CreDtTm>2026-11-20T20:00:00Z</CreDtTm><Acct><Id><IBAN>{ours}</IBAN>\
         </Id><Ccy>EUR</Ccy></Acct>{}{}\n{entries}</Stmt></BkToCstmrStmt></Document>\n",
        balance("OPBD", BEFORE),
        balance("CLBD", BEFORE + sum)
    );
    std::fs::write(file, xml).unwrap();
    println!("  {} lines in {}", paid.len(), file.display());
}

fn decimal(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// An Austrian account with right check digits.
fn account(at: usize) -> String {
    let bban = format!("20815{:011}", 70_000_000 + at);
    // AT and the two check digits behind it, letters as numbers (ISO 13616).
    let number: u128 = format!("{bban}102900").parse().unwrap();
    format!("AT{:02}{bban}", 98 - number % 97)
}
