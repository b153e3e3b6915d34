#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| payroc::parsers::money(bytes));
