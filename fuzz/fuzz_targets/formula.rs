#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| kontor_fuzz::formula(text));
