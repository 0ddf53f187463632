//! One table as CSV: semicolons, texts in quotes, decimal commas, days as `2026-11-05`, CRLF, UTF-8.

use crate::exchange::auditor::{AuditTable, ColumnKind};

/// Rows have a field for each column; what is missing is empty.
pub fn sheet(table: &AuditTable, rows: &[Vec<String>]) -> Vec<u8> {
    let heads: Vec<String> = table.columns.iter().map(|column| quoted(column.name)).collect();
    let mut out = format!("{}\r\n", heads.join(";"));
    for row in rows {
        let fields = table.columns.iter().enumerate().map(|(i, column)| {
            let field = row.get(i).map_or("", String::as_str);
            match column.kind {
                ColumnKind::Text => quoted(field),
                ColumnKind::Number(_) | ColumnKind::Day => field.to_owned(),
            }
        });
        out.push_str(&fields.collect::<Vec<_>>().join(";"));
        out.push_str("\r\n");
    }
    out.into_bytes()
}

/// Readers of fixed descriptions know no line ends inside a text.
fn quoted(text: &str) -> String {
    let inner: String = text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
    format!("\"{}\"", inner.replace('"', "\"\""))
}

/// `-1234,50`.
pub fn number(plain: &str) -> String {
    plain.replace('.', ",")
}
