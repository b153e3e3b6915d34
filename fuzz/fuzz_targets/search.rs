#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paylink_core::parsers::search(bytes));
