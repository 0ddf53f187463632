//! The description that lies beside the tables, `index.xml`, and the part of its grammar that we use.

use crate::exchange::auditor::{AuditColumn, AuditTable, ColumnKind, TABLES};

pub const INDEX_NAME: &str = "index.xml";
/// Readers want the grammar beside the description, under this name.
pub const DTD_NAME: &str = "gdpdu-01-09-2004.dtd";

/// The elements of the standard that `index.xml` uses, and no others. An auditor's program has the whole grammar.
pub const DTD: &str = "\
<!-- The part of the standard of description that this folder uses. -->
<!ELEMENT DataSet (Version, DataSupplier, Media)>
<!ELEMENT Version (#PCDATA)>
<!ELEMENT DataSupplier (Name, Location, Comment)>
<!ELEMENT Name (#PCDATA)>
<!ELEMENT Location (#PCDATA)>
<!ELEMENT Comment (#PCDATA)>
<!ELEMENT Media (Name, Table+)>
<!ELEMENT Table (URL, Name, Description, Validity?, UTF8, DecimalSymbol, DigitGroupingSymbol, Range, VariableLength)>
<!ELEMENT URL (#PCDATA)>
<!ELEMENT Description (#PCDATA)>
<!ELEMENT Validity (Range, Format)>
<!ELEMENT Range (From, To?)>
<!ELEMENT From (#PCDATA)>
<!ELEMENT To (#PCDATA)>
<!ELEMENT UTF8 EMPTY>
<!ELEMENT DecimalSymbol (#PCDATA)>
<!ELEMENT DigitGroupingSymbol (#PCDATA)>
<!ELEMENT VariableLength (ColumnDelimiter, RecordDelimiter, TextEncapsulator, VariablePrimaryKey*, VariableColumn*)>
<!ELEMENT ColumnDelimiter (#PCDATA)>
<!ELEMENT RecordDelimiter (#PCDATA)>
<!ELEMENT TextEncapsulator (#PCDATA)>
<!ELEMENT VariablePrimaryKey (Name, Description, (Numeric | AlphaNumeric | Date))>
<!ELEMENT VariableColumn (Name, Description, (Numeric | AlphaNumeric | Date))>
<!ELEMENT Numeric (Accuracy)>
<!ELEMENT Accuracy (#PCDATA)>
<!ELEMENT AlphaNumeric EMPTY>
<!ELEMENT Date (Format)>
<!ELEMENT Format (#PCDATA)>
";

/// Whose data it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supplier {
    pub name: String,
    pub location: String,
    pub comment: String,
    /// First and last day; `None` for everything there is.
    pub days: Option<(String, String)>,
}

/// The description of all tables.
pub fn index(supplier: &Supplier) -> String {
    let tables: String = TABLES.iter().map(|table| described(table, supplier)).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE DataSet SYSTEM \"{DTD_NAME}\">\n<DataSet>\n\
         <Version>1.0</Version>\n<DataSupplier>{}{}{}</DataSupplier>\n<Media>\n<Name>Kontor</Name>\n{tables}</Media>\n\
         </DataSet>\n",
        element("Name", &supplier.name),
        element("Location", &supplier.location),
        element("Comment", &supplier.comment),
    )
}

fn described(table: &AuditTable, supplier: &Supplier) -> String {
    let validity = supplier.days.as_ref().map(|(first, last)| {
        let range = format!("<Range>{}{}</Range>", element("From", first), element("To", last));
        format!("<Validity>{range}{}</Validity>\n", element("Format", DAYS))
    });
    let columns = table.columns.iter().enumerate().map(|(i, column)| {
        let tag = if i == 0 && table.has_key { "VariablePrimaryKey" } else { "VariableColumn" };
        format!("<{tag}>{}</{tag}>\n", of_column(column))
    });
    format!(
        "<Table>\n{}{}{}\n{}<UTF8/>{}{}\n<Range><From>2</From></Range>\n<VariableLength>{}{}{}\n{}</VariableLength>\n</Table>\n",
        element("URL", table.file),
        element("Name", table.name),
        element("Description", table.about),
        validity.unwrap_or_default(),
        element("DecimalSymbol", ","),
        element("DigitGroupingSymbol", "."),
        element("ColumnDelimiter", ";"),
        "<RecordDelimiter>&#13;&#10;</RecordDelimiter>",
        element("TextEncapsulator", "\""),
        columns.collect::<String>(),
    )
}

const DAYS: &str = "YYYY-MM-DD";

fn of_column(column: &AuditColumn) -> String {
    let kind = match column.kind {
        ColumnKind::Text => "<AlphaNumeric/>".to_owned(),
        ColumnKind::Number(digits) => format!("<Numeric>{}</Numeric>", element("Accuracy", &digits.to_string())),
        ColumnKind::Day => format!("<Date>{}</Date>", element("Format", DAYS)),
    };
    format!("{}{}{kind}", element("Name", column.name), element("Description", column.about))
}

fn element(name: &str, text: &str) -> String {
    let mut safe = String::new();
    for sign in text.chars() {
        match sign {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            sign if sign.is_control() => safe.push(' '),
            sign => safe.push(sign),
        }
    }
    format!("<{name}>{safe}</{name}>")
}
