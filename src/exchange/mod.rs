//! What leaves or enters as a file or a message: pure writers and readers. No store, no clock; only the mailer
//! talks to the network.

/// The books for the tax adviser's program: DATEV and BMD NTCS.
pub mod accounting;

/// What an auditor takes along: tables with their description.
pub mod auditor;

/// What banks tell about our accounts: camt, MT940 and their tables, read.
pub mod bank;

/// Several files as one.
pub mod archive;

/// Statements, lines and breakage of a commission run as CSV.
pub mod commission;

/// People, sales and carry from CSV files, for a plan that is run without a firm.
pub mod facts;

/// E-mails: what each letter says, as text and as quiet HTML, and the message that a mail server takes.
pub mod mail;

/// Electronic invoices: ZUGFeRD, XRechnung and ebInterface, written.
pub mod einvoice;

/// Entries of the journal as JSON.
pub mod journal;

/// Documents on paper: invoices, delivery notes, pick lists, statements, as PDF.
pub mod print;

/// What a plan gives on facts from files: JSON, CSV and sentences.
pub mod plan_run;

/// Pictures that come from outside, made harmless.
pub mod pictures;

/// Address files for the carriers' tools.
pub mod shipping;

/// Tables that come in as CSV: products, people, partners, orders, stock.
pub mod tables;

/// Payment files for banks: pain.001.
pub mod sepa;
