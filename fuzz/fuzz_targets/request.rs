#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| practice_gateway::parsers::request(bytes));
