#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| payroc::parsers::retry_after(bytes));
