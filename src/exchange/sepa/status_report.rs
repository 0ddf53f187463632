//! pain.002: what a bank says of a file before any money moves.

use ::sepa::pain002::{PaymentStatus, ReasonCode};
use ::sepa::parse_pain002;

use crate::business::failure::Complaint;
use crate::business::payments::collections::StatusReport;

/// Reports are short; this is room for tens of thousands of debits.
pub const STATUS_REPORT_BYTES_MAX: usize = 16 * 1024 * 1024;
/// So much of a file says what it is.
const HEAD_BYTES: usize = 2 * 1024;
const MARK: &[u8] = b"CstmrPmtStsRpt";

/// Whether a file is one, by its beginning.
pub fn is_status_report(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD_BYTES.min(bytes.len())).unwrap_or_default();
    head.trim_ascii_start().first().is_some_and(|first| matches!(first, b'<' | 0xEF))
        && head.windows(MARK.len()).any(|part| part == MARK)
}

/// Reads one; only what was rejected is kept of it.
pub fn read_status_report(bytes: &[u8]) -> Result<StatusReport, Complaint> {
    let wrong = |message: String| Complaint::new("collections.refusal.report_unreadable").with("message", message);
    if bytes.len() > STATUS_REPORT_BYTES_MAX {
        return Err(wrong(format!("> {STATUS_REPORT_BYTES_MAX} bytes")));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| wrong(error.to_string()))?;
    let document = parse_pain002(text.trim_start_matches('\u{feff}')).map_err(|error| wrong(error.to_string()))?;
    let is_rejected = |status: &Option<PaymentStatus>| status.as_ref().is_some_and(PaymentStatus::is_rejected);
    let mut report = StatusReport {
        message_id: document.original_msg_id,
        file: is_rejected(&document.group_status).then(|| code(&document.group_reason_codes)),
        ..StatusReport::default()
    };
    for group in document.payment_info_statuses {
        if let Some(id) = group.original_payment_info_id.clone().filter(|_| is_rejected(&group.status)) {
            report.groups.push((id, code(&group.reason_codes)));
        }
        for single in group.transactions.iter().filter(|single| single.is_rejected()) {
            if let Some(id) = &single.original_end_to_end_id {
                report.debits.push((id.clone(), code(&single.reason_codes)));
            }
        }
    }
    Ok(report)
}

/// The first code, or that there is none.
fn code(codes: &[ReasonCode]) -> String {
    codes.first().map_or_else(|| "RJCT".to_owned(), |code| code.as_code().to_owned())
}
