function __llmctl_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __llmctl_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __llmctl_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __llmctl_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __llmctl_parse_tokens -S
    set -l unparsed_tokens (__llmctl_tokens -pc)
    switch $unparsed_tokens[1]
    case 'llmctl'
        __llmctl_parse_subcommand 0 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'chat'
            __llmctl_parse_subcommand -r 1 'm/model=' 's/system=' 'f/file=+' 'o/option=+' 'c/continue' 'conversation=' 'resume-partial=' 'x/extract' 'no-stream' 'usage' 'reasoning=' 'schema=' 'reask=' 'json-stream' 'tools=' 'tool-choice=' 'format=' 'max-cost=' 'color=' 'render=' 'no-live' 'no-history' 'n/no-log' 'tag=+' 'key-label=' 'max-wait=' 'min-quality=' 'share' 'no-share' 'no-breaker' 'offline-ok' 'json' 'q/quiet' 'v/verbose' 'h/help'
        case 'review'
            __llmctl_parse_subcommand -r 2 'staged' 'unstaged' 'base=' 'format=' 'fail-on=' 'baseline=' 'write-baseline=' 'focus=' 'min-confidence=' 'output=' 'show-known' 'jobs=' 'all' 'no-cache' 'resume' 'no-redact' 'estimate' 'max-cost=' 'install-hook=' 'language=' 'm/model=' 'o/option=+' 'n/no-log' 'tag=+' 'key-label=' 'max-wait=' 'min-quality=' 'share' 'no-share' 'no-breaker' 'offline-ok' 'json' 'q/quiet' 'v/verbose' 'h/help'
            switch $unparsed_tokens[1]
            case 'dismiss'
                __llmctl_parse_subcommand 1 'reason=' 'json' 'q/quiet' 'v/verbose' 'h/help'
            end
        case 'tokens'
            __llmctl_parse_subcommand -r 1 'e/encoding=' 'm/model=' 'exact' 'tree' 'depth=' 'top=' 'ids' 'show' 'truncate=' 'keep=' 'split=' 'overlap=' 'output=' 'diff=' 'staged' 'chat' 'budget=' 'special=' 'limit=' 'key-label=' 'json' 'q/quiet' 'v/verbose' 'h/help'
        case 'replay'
            __llmctl_parse_subcommand 0 'h/help'
            switch $unparsed_tokens[1]
            case 'list'
                __llmctl_parse_subcommand 0 'l/limit=' 'json' 'q/quiet' 'v/verbose' 'h/help'
            case 'show'
                __llmctl_parse_subcommand 1 'json' 'q/quiet' 'v/verbose' 'h/help'
            end
        case 'auth'
            __llmctl_parse_subcommand 0 'h/help'
            switch $unparsed_tokens[1]
            case 'login'
                __llmctl_parse_subcommand 1 'label=' 'environment=' 'host=' 'with-token' 'test' 'no-test' 'key-file=' 'passphrase-command=' 'insecure-plaintext' 'json' 'q/quiet' 'v/verbose' 'h/help'
            case 'list'
                __llmctl_parse_subcommand 0 'json' 'q/quiet' 'v/verbose' 'h/help'
            case 'status'
                __llmctl_parse_subcommand 1 'key-label=' 'json' 'q/quiet' 'v/verbose' 'h/help'
            case 'test'
                __llmctl_parse_subcommand 1 'key-label=' 'json' 'q/quiet' 'v/verbose' 'h/help'
            case 'rotate'
                __llmctl_parse_subcommand 1 'label=' 'environment=' 'host=' 'retire' 'with-token' 'test' 'no-test' 'yes' 'json' 'q/quiet' 'v/verbose' 'h/help'
            case 'logout'
                __llmctl_parse_subcommand 1 'label=' 'environment=' 'host=' 'all' 'yes' 'json' 'q/quiet' 'v/verbose' 'h/help'
            case 'passphrase'
                __llmctl_parse_subcommand 0 'add' 'add-key-file=' 'add-command=' 'remove=' 'drop-unavailable' 'with-passphrase' 'yes' 'json' 'q/quiet' 'v/verbose' 'h/help'
            case 'unlock'
                __llmctl_parse_subcommand 0 'for=' 'json' 'q/quiet' 'v/verbose' 'h/help'
            case 'lock'
                __llmctl_parse_subcommand 0 'json' 'q/quiet' 'v/verbose' 'h/help'
            case 'export'
                __llmctl_parse_subcommand 1 'with-passphrase' 'json' 'q/quiet' 'v/verbose' 'h/help'
            case 'import'
                __llmctl_parse_subcommand 1 'from=' 'label=' 'environment=' 'replace' 'with-passphrase' 'key-file=' 'passphrase-command=' 'insecure-plaintext' 'json' 'q/quiet' 'v/verbose' 'h/help'
            end
        case 'config'
            __llmctl_parse_subcommand 0 'h/help'
            switch $unparsed_tokens[1]
            case 'show'
                __llmctl_parse_subcommand 0 'origin' 'json' 'q/quiet' 'v/verbose' 'h/help'
            case 'path'
                __llmctl_parse_subcommand 0 'json' 'q/quiet' 'v/verbose' 'h/help'
            case 'validate'
                __llmctl_parse_subcommand 0 'json' 'q/quiet' 'v/verbose' 'h/help'
            end
        case 'models'
            __llmctl_parse_subcommand -r 1 'remote' 'key-label=' 'json' 'q/quiet' 'v/verbose' 'h/help'
        case 'doctor'
            __llmctl_parse_subcommand 0 'h/help'
            switch $unparsed_tokens[1]
            case 'check'
                __llmctl_parse_subcommand 0 'probe' 'key-label=' 'json' 'q/quiet' 'v/verbose' 'h/help'
            case 'reset'
                __llmctl_parse_subcommand 0 'json' 'q/quiet' 'v/verbose' 'h/help'
            end
        case 'help'
            __llmctl_parse_subcommand -r 1 
        end
    end
end

function __llmctl_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __llmctl_parse_subcommand -S -a positional_count
    argparse -s r -- $argv
    set -l option_specs $argv[2..]
    set -l is_repeating_positional $_flag_r
    set -el _flag_r
    set -a commands $unparsed_tokens[1]
    set positional_index 0
    while true
        set -e unparsed_tokens[1]
        argparse -sn "$commands" $option_specs -- $unparsed_tokens 2> /dev/null
        set unparsed_tokens $argv
        set positional_index (math $positional_index + 1)
        for non_repeating_flag_or_option in $non_repeating_flags_or_options
            if set -ql "_flag_$(string replace -a - _ -- $non_repeating_flag_or_option)"
                set non_repeating_flags_or_options_absent 1
                break
            end
        end
        test (count $unparsed_tokens) -eq 0 -o \( -z "$is_repeating_positional" -a "$positional_index" -gt "$positional_count" \) && break
    end
end

function __llmctl_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __llmctl_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__llmctl_tokens -p)
    if test -z "$(__llmctl_tokens -t)"
        set -l index (count (__llmctl_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'llmctl' -f
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl" version' -l 'version' -d 'Show the version and the commit it was built from.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_positional "llmctl" -eq 1' -fa 'chat' -d 'Ask a model and print its answer as it comes, or hold a conversation.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_positional "llmctl" -eq 1' -fa 'review' -d 'Have a model review a change, and prove where each finding stands.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_positional "llmctl" -eq 1' -fa 'tokens' -d 'Count tokens, exactly and without a network.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_positional "llmctl" -eq 1' -fa 'replay' -d 'Look at past calls.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_positional "llmctl" -eq 1' -fa 'auth' -d 'Store, list, test and replace the keys of providers.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_positional "llmctl" -eq 1' -fa 'config' -d 'Show and check the configuration.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_positional "llmctl" -eq 1' -fa 'models' -d 'List models with their windows, prices and abilities.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_positional "llmctl" -eq 1' -fa 'doctor' -d 'Check files, keys and the state that all llmctl processes share.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_positional "llmctl" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" m model' -l 'model' -s 'm' -d 'The model: NAME, an alias, or PROVIDER/NAME.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" s system' -l 'system' -s 's' -d 'The system text, or @FILE to read it.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat"' -l 'file' -s 'f' -d 'Add a file, or all files a pattern matches; \'-\' is standard input.' -rF
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat"' -l 'option' -s 'o' -d 'Set a parameter of the model: temperature, top_p, max_tokens, seed, stop, frequency_penalty, presence_penalty, reasoning, verbosity, top_k, min_p, or one of the server\'s own.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" c continue' -s 'c' -l 'continue' -d 'Go on with the last conversation.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" conversation' -l 'conversation' -d 'Go on with this conversation.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" resume-partial' -l 'resume-partial' -d 'Ask for the rest of an answer that broke off: of this call, or of the newest one.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" extract x' -s 'x' -l 'extract' -d 'Print only the last code block of the answer.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" no-stream' -l 'no-stream' -d 'Ask for the answer as a whole.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" usage' -l 'usage' -d 'Print tokens and times to standard error afterwards.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" reasoning' -l 'reasoning' -d 'What to do with the model\'s reasoning; a terminal shows by itself how much there was.' -rfka 'show hide stderr'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" schema' -l 'schema' -d 'Have the answer fit a JSON Schema: a file, JSON, a saved name, or a short form such as \'name, age int, tags [string]\'.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" reask' -l 'reask' -d 'Ask again at most this often where the answer does not fit (default: 2).' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" json-stream' -l 'json-stream' -d 'With --schema: print the elements or members, a line each, as soon as each is complete and fits.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" tools' -l 'tools' -d 'Tell the model of the functions in this JSON file; its calls are checked and printed, and nothing is ever run.' -rfa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'json\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" tool-choice' -l 'tool-choice' -d 'Whether it has to call one (default: auto).' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" format' -l 'format' -d 'Print the answer as it is, or only its code: fences and the words around them are left out.' -rfka 'text code'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" max-cost' -l 'max-cost' -d 'Send nothing that could make this call dearer, asking again included.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" color' -l 'color' -d 'Which colours to use; the 16 of the palette unless more are asked for.' -rfka 'auto always never 16 256 truecolor'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" render' -l 'render' -d 'Whether Markdown is rendered: on a terminal, also into a pipe, or not at all.' -rfka 'auto always never'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" no-live' -l 'no-live' -d 'Write every word once and redraw nothing, for screen readers.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" no-history' -l 'no-history' -d 'Do not keep what is entered in a conversation for Up and Ctrl-R.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" n no-log' -s 'n' -l 'no-log' -d 'Keep prompt and answer out of the ledger.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat"' -l 'tag' -d 'Label the call in the ledger.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" key-label' -l 'key-label' -d 'Use the stored key with this label, whatever the environment has (see \'llmctl auth list\').' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" max-wait' -l 'max-wait' -d 'Wait at most this long in all for rate limits and retries (default: 60 at a terminal, else 300); 0 never waits.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" min-quality' -l 'min-quality' -d 'Ask no fallback of a lower quality than this.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" share' -l 'share' -d 'Share one answer with all who ask the same at the same moment (default: unless sampling makes answers differ).'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" no-share' -l 'no-share' -d 'Share one answer with all who ask the same at the same moment (default: unless sampling makes answers differ).'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" no-breaker' -l 'no-breaker' -d 'Ask also a server that just failed several times in a row.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" offline-ok' -l 'offline-ok' -d 'When nobody answers, print the newest complete answer to the same question from the ledger.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" json' -l 'json' -d 'Print one JSON object to standard output; errors are JSON on standard error.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" q quiet' -l 'quiet' -s 'q' -d 'Say nothing on standard error but warnings and errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" v verbose' -l 'verbose' -s 'v' -d 'Say on standard error what happens: requests, times, causes of errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl chat" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" staged' -l 'staged' -d 'Review what is staged.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" unstaged' -l 'unstaged' -d 'Review what is not staged.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" base' -l 'base' -d 'Review what differs from where this and HEAD parted.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" format' -l 'format' -d 'How to print the findings (default: text).' -rfka 'text json sarif github rdjsonl checkstyle markdown'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" fail-on' -l 'fail-on' -d 'From which severity on findings make the exit status 1 (default: warning).' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" baseline' -l 'baseline' -d 'Findings of this file are no news: they do not count.' -rF
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" write-baseline' -l 'write-baseline' -d 'Write the findings to a baseline file.' -rF
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" focus' -l 'focus' -d 'Look for these only, with commas between: security, bug, performance, concurrency, tests, maintainability, style.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" min-confidence' -l 'min-confidence' -d 'Leave out what the model is less sure of.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" output' -l 'output' -d 'Write the report to this file.' -rF
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" show-known' -l 'show-known' -d 'List findings that are no news, too.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" jobs' -l 'jobs' -d 'How many parts to review at the same time (default: 4).' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" all' -l 'all' -d 'Review generated, vendored, lock and minified files, too.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" no-cache' -l 'no-cache' -d 'Ask about files again that were reviewed before.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" resume' -l 'resume' -d 'Go on with a review that was interrupted: send nothing unless some of the change was reviewed before.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" no-redact' -l 'no-redact' -d 'Send secrets as they are.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" estimate' -l 'estimate' -d 'Print parts, tokens and the highest price, and send nothing.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" max-cost' -l 'max-cost' -d 'Send nothing if it could cost more.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" install-hook' -l 'install-hook' -d 'Have git review what is about to be committed or pushed, with the other options.' -rfka 'pre-commit pre-push'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" language' -l 'language' -d 'Write messages in this language.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" m model' -l 'model' -s 'm' -d 'The model: NAME, an alias, or PROVIDER/NAME.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review"' -l 'option' -s 'o' -d 'Set a parameter of the model, as in chat.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" n no-log' -s 'n' -l 'no-log' -d 'Keep prompt and answer out of the ledger.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review"' -l 'tag' -d 'Label the call in the ledger.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" key-label' -l 'key-label' -d 'Use the stored key with this label, whatever the environment has (see \'llmctl auth list\').' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" max-wait' -l 'max-wait' -d 'Wait at most this long in all for rate limits and retries (default: 60 at a terminal, else 300); 0 never waits.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" min-quality' -l 'min-quality' -d 'Ask no fallback of a lower quality than this.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" share' -l 'share' -d 'Share one answer with all who ask the same at the same moment (default: unless sampling makes answers differ).'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" no-share' -l 'no-share' -d 'Share one answer with all who ask the same at the same moment (default: unless sampling makes answers differ).'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" no-breaker' -l 'no-breaker' -d 'Ask also a server that just failed several times in a row.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" offline-ok' -l 'offline-ok' -d 'When nobody answers, print the newest complete answer to the same question from the ledger.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" json' -l 'json' -d 'Print one JSON object to standard output; errors are JSON on standard error.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" q quiet' -l 'quiet' -s 'q' -d 'Say nothing on standard error but warnings and errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" v verbose' -l 'verbose' -s 'v' -d 'Say on standard error what happens: requests, times, causes of errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_positional "llmctl review" -eq 1' -fa 'dismiss' -d 'Say of a finding that it is none, and why.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review dismiss" reason' -l 'reason' -d 'Why it is none.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review dismiss" json' -l 'json' -d 'Print one JSON object to standard output; errors are JSON on standard error.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review dismiss" q quiet' -l 'quiet' -s 'q' -d 'Say nothing on standard error but warnings and errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review dismiss" v verbose' -l 'verbose' -s 'v' -d 'Say on standard error what happens: requests, times, causes of errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl review dismiss" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_positional "llmctl tokens" -ge 1' -F
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl tokens" e encoding' -l 'encoding' -s 'e' -d 'Count with this encoding: o200k_base, o200k_harmony, cl100k_base; or with the tokenizer of a local model: the path of a tokenizer.json, a .gguf file, or a folder with one of them.' -rF
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl tokens" m model' -l 'model' -s 'm' -d 'Count as this model does, and price it.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl tokens" exact' -l 'exact' -d 'Ask the model\'s provider to count, over the network; needs a key.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl tokens" tree' -l 'tree' -d 'List folders and files, those with the most tokens first.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl tokens" depth' -l 'depth' -d 'With --tree: how many levels to list.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl tokens" top' -l 'top' -d 'List the files with the most tokens.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl tokens" ids' -l 'ids' -d 'Print the numbers of the tokens, one a line.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl tokens" show' -l 'show' -d 'Print the text with its tokens in colours, or with \'│\' between them.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl tokens" truncate' -l 'truncate' -d 'Print the text, shortened to so many tokens.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl tokens" keep' -l 'keep' -d 'With --truncate: what stays: start, end, middle, or ends (with \'[…]\' between).' -rfka 'start end middle ends'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl tokens" split' -l 'split' -d 'Cut the text into pieces of at most so many tokens, as JSON lines.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl tokens" overlap' -l 'overlap' -d 'With --split: tokens that neighbours share.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl tokens" output' -l 'output' -d 'With --split: write the pieces to PREFIX-001, PREFIX-002…' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl tokens" diff' -l 'diff' -d 'Compare two states of the repository: A..B, A...B, or one commit with the work tree.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl tokens" staged' -l 'staged' -d 'Compare HEAD, or the commit given with --diff, with what is staged.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl tokens" chat' -l 'chat' -d 'Count a conversation: JSON with messages, tools and response_format.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl tokens" budget' -l 'budget' -d 'Exit with 1 if there are more tokens.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl tokens" special' -l 'special' -d 'What the spelling of a special token in the text is: text, allow (one token) or refuse (an error).' -rfka 'text allow refuse'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl tokens" limit' -l 'limit' -d 'Read at most so much of each input: bytes, or with K, M, G.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl tokens" key-label' -l 'key-label' -d 'Use the stored key with this label, whatever the environment has (see \'llmctl auth list\').' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl tokens" json' -l 'json' -d 'Print one JSON object to standard output; errors are JSON on standard error.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl tokens" q quiet' -l 'quiet' -s 'q' -d 'Say nothing on standard error but warnings and errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl tokens" v verbose' -l 'verbose' -s 'v' -d 'Say on standard error what happens: requests, times, causes of errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl tokens" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl replay" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_positional "llmctl replay" -eq 1' -fa 'list' -d 'List the newest calls.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_positional "llmctl replay" -eq 1' -fa 'show' -d 'Show one call: what was asked, what came back, and what it took.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl replay list" l limit' -l 'limit' -s 'l' -d 'How many calls to list.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl replay list" json' -l 'json' -d 'Print one JSON object to standard output; errors are JSON on standard error.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl replay list" q quiet' -l 'quiet' -s 'q' -d 'Say nothing on standard error but warnings and errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl replay list" v verbose' -l 'verbose' -s 'v' -d 'Say on standard error what happens: requests, times, causes of errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl replay list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl replay show" json' -l 'json' -d 'Print one JSON object to standard output; errors are JSON on standard error.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl replay show" q quiet' -l 'quiet' -s 'q' -d 'Say nothing on standard error but warnings and errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl replay show" v verbose' -l 'verbose' -s 'v' -d 'Say on standard error what happens: requests, times, causes of errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl replay show" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_positional "llmctl auth" -eq 1' -fa 'login' -d 'Store a provider\'s key.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_positional "llmctl auth" -eq 1' -fa 'list' -d 'List the stored keys, without the keys themselves.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_positional "llmctl auth" -eq 1' -fa 'status' -d 'Say which key each provider would be asked with, where it comes from, and what protects it.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_positional "llmctl auth" -eq 1' -fa 'test' -d 'Ask providers whether they take their keys.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_positional "llmctl auth" -eq 1' -fa 'rotate' -d 'Put a new key in the place of a stored one.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_positional "llmctl auth" -eq 1' -fa 'logout' -d 'Remove stored keys.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_positional "llmctl auth" -eq 1' -fa 'passphrase' -d 'Change the passphrase of the stored keys, or add and remove other ways to open them.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_positional "llmctl auth" -eq 1' -fa 'unlock' -d 'Let the next commands use the stored keys without asking, for a while.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_positional "llmctl auth" -eq 1' -fa 'lock' -d 'Have the next command ask for the passphrase again, at once and in all terminals.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_positional "llmctl auth" -eq 1' -fa 'export' -d 'Write all stored keys to a file, encrypted under a passphrase of its own.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_positional "llmctl auth" -eq 1' -fa 'import' -d 'Take keys over from a backup, from other programs, or from the environment.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth login" label' -l 'label' -d 'The key\'s label, where a provider has several (default: default).' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth login" environment' -l 'environment' -d 'What the key is for, such as dev, ci or prod (default: nothing in particular).' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth login" host' -l 'host' -d 'Where the key may be sent (default: the provider\'s own host).' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth login" with-token' -l 'with-token' -d 'Read the key from standard input.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth login" test' -l 'test' -d 'Ask the provider whether it takes the key, before it is stored (default: asks you).'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth login" no-test' -l 'no-test' -d 'Ask the provider whether it takes the key, before it is stored (default: asks you).'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth login" key-file' -l 'key-file' -d 'First key: have this file open the stored keys, on a stick for example; it is made where there is none.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth login" passphrase-command' -l 'passphrase-command' -d 'First key: have what this command prints open the stored keys, such as \'pass show llmctl\'; no shell is involved.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth login" insecure-plaintext' -l 'insecure-plaintext' -d 'First key: do not encrypt at all; whoever can read the file has the keys.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth login" json' -l 'json' -d 'Print one JSON object to standard output; errors are JSON on standard error.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth login" q quiet' -l 'quiet' -s 'q' -d 'Say nothing on standard error but warnings and errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth login" v verbose' -l 'verbose' -s 'v' -d 'Say on standard error what happens: requests, times, causes of errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth login" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth list" json' -l 'json' -d 'Print one JSON object to standard output; errors are JSON on standard error.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth list" q quiet' -l 'quiet' -s 'q' -d 'Say nothing on standard error but warnings and errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth list" v verbose' -l 'verbose' -s 'v' -d 'Say on standard error what happens: requests, times, causes of errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth status" key-label' -l 'key-label' -d 'Use the stored key with this label, whatever the environment has (see \'llmctl auth list\').' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth status" json' -l 'json' -d 'Print one JSON object to standard output; errors are JSON on standard error.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth status" q quiet' -l 'quiet' -s 'q' -d 'Say nothing on standard error but warnings and errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth status" v verbose' -l 'verbose' -s 'v' -d 'Say on standard error what happens: requests, times, causes of errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth status" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth test" key-label' -l 'key-label' -d 'Use the stored key with this label, whatever the environment has (see \'llmctl auth list\').' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth test" json' -l 'json' -d 'Print one JSON object to standard output; errors are JSON on standard error.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth test" q quiet' -l 'quiet' -s 'q' -d 'Say nothing on standard error but warnings and errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth test" v verbose' -l 'verbose' -s 'v' -d 'Say on standard error what happens: requests, times, causes of errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth test" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth rotate" label' -l 'label' -d 'The key\'s label, where a provider has several (default: default).' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth rotate" environment' -l 'environment' -d 'What the key is for, such as dev, ci or prod (default: nothing in particular).' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth rotate" host' -l 'host' -d 'Where the key may be sent (default: the provider\'s own host).' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth rotate" retire' -l 'retire' -d 'Remove the old keys instead, now that nothing needs them.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth rotate" with-token' -l 'with-token' -d 'Read the key from standard input.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth rotate" test' -l 'test' -d 'Ask the provider whether it takes the key, before it is stored (default: asks you).'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth rotate" no-test' -l 'no-test' -d 'Ask the provider whether it takes the key, before it is stored (default: asks you).'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth rotate" yes' -l 'yes' -d 'Do not ask whether to remove them.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth rotate" json' -l 'json' -d 'Print one JSON object to standard output; errors are JSON on standard error.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth rotate" q quiet' -l 'quiet' -s 'q' -d 'Say nothing on standard error but warnings and errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth rotate" v verbose' -l 'verbose' -s 'v' -d 'Say on standard error what happens: requests, times, causes of errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth rotate" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth logout" label' -l 'label' -d 'The key\'s label, where a provider has several (default: default).' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth logout" environment' -l 'environment' -d 'What the key is for, such as dev, ci or prod (default: nothing in particular).' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth logout" host' -l 'host' -d 'Where the key may be sent (default: the provider\'s own host).' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth logout" all' -l 'all' -d 'Remove all keys that fit: of the provider, or of all providers.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth logout" yes' -l 'yes' -d 'Do not ask whether to remove them.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth logout" json' -l 'json' -d 'Print one JSON object to standard output; errors are JSON on standard error.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth logout" q quiet' -l 'quiet' -s 'q' -d 'Say nothing on standard error but warnings and errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth logout" v verbose' -l 'verbose' -s 'v' -d 'Say on standard error what happens: requests, times, causes of errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth logout" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth passphrase" add' -l 'add' -d 'Add a passphrase to those there are.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth passphrase" add-key-file' -l 'add-key-file' -d 'Have this file open the keys as well; it is made where there is none.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth passphrase" add-command' -l 'add-command' -d 'Have what this command prints open the keys as well.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth passphrase" remove' -l 'remove' -d 'Remove the way with this id, for good.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth passphrase" drop-unavailable' -l 'drop-unavailable' -d 'With --remove: let ways go as well that cannot be used at present.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth passphrase" with-passphrase' -l 'with-passphrase' -d 'Read the new passphrase from standard input.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth passphrase" yes' -l 'yes' -d 'Do not ask whether to remove it.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth passphrase" json' -l 'json' -d 'Print one JSON object to standard output; errors are JSON on standard error.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth passphrase" q quiet' -l 'quiet' -s 'q' -d 'Say nothing on standard error but warnings and errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth passphrase" v verbose' -l 'verbose' -s 'v' -d 'Say on standard error what happens: requests, times, causes of errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth passphrase" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth unlock" for' -l 'for' -d 'For how long, up to a day, such as 90s, 15m or 1h30m.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth unlock" json' -l 'json' -d 'Print one JSON object to standard output; errors are JSON on standard error.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth unlock" q quiet' -l 'quiet' -s 'q' -d 'Say nothing on standard error but warnings and errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth unlock" v verbose' -l 'verbose' -s 'v' -d 'Say on standard error what happens: requests, times, causes of errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth unlock" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth lock" json' -l 'json' -d 'Print one JSON object to standard output; errors are JSON on standard error.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth lock" q quiet' -l 'quiet' -s 'q' -d 'Say nothing on standard error but warnings and errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth lock" v verbose' -l 'verbose' -s 'v' -d 'Say on standard error what happens: requests, times, causes of errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth lock" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_positional "llmctl auth export" -eq 1' -F
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth export" with-passphrase' -l 'with-passphrase' -d 'Read the passphrase of the backup from standard input.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth export" json' -l 'json' -d 'Print one JSON object to standard output; errors are JSON on standard error.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth export" q quiet' -l 'quiet' -s 'q' -d 'Say nothing on standard error but warnings and errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth export" v verbose' -l 'verbose' -s 'v' -d 'Say on standard error what happens: requests, times, causes of errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth export" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_positional "llmctl auth import" -eq 1' -F
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth import" from' -l 'from' -d 'Where the keys come from (default: backup).' -rfka 'llm aichat env backup'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth import" label' -l 'label' -d 'Store them under this label.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth import" environment' -l 'environment' -d 'Store them for this environment.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth import" replace' -l 'replace' -d 'Put them in the place of stored keys of the same name, which then retire.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth import" with-passphrase' -l 'with-passphrase' -d 'Read the passphrase of the backup from standard input.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth import" key-file' -l 'key-file' -d 'First key: have this file open the stored keys, on a stick for example; it is made where there is none.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth import" passphrase-command' -l 'passphrase-command' -d 'First key: have what this command prints open the stored keys, such as \'pass show llmctl\'; no shell is involved.' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth import" insecure-plaintext' -l 'insecure-plaintext' -d 'First key: do not encrypt at all; whoever can read the file has the keys.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth import" json' -l 'json' -d 'Print one JSON object to standard output; errors are JSON on standard error.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth import" q quiet' -l 'quiet' -s 'q' -d 'Say nothing on standard error but warnings and errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth import" v verbose' -l 'verbose' -s 'v' -d 'Say on standard error what happens: requests, times, causes of errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl auth import" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl config" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_positional "llmctl config" -eq 1' -fa 'show' -d 'Print the settings in force.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_positional "llmctl config" -eq 1' -fa 'path' -d 'Print the path of the user\'s configuration file.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_positional "llmctl config" -eq 1' -fa 'validate' -d 'Check the configuration files; the exit status is 78 if one is wrong.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl config show" origin' -l 'origin' -d 'Print where each setting comes from.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl config show" json' -l 'json' -d 'Print one JSON object to standard output; errors are JSON on standard error.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl config show" q quiet' -l 'quiet' -s 'q' -d 'Say nothing on standard error but warnings and errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl config show" v verbose' -l 'verbose' -s 'v' -d 'Say on standard error what happens: requests, times, causes of errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl config show" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl config path" json' -l 'json' -d 'Print one JSON object to standard output; errors are JSON on standard error.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl config path" q quiet' -l 'quiet' -s 'q' -d 'Say nothing on standard error but warnings and errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl config path" v verbose' -l 'verbose' -s 'v' -d 'Say on standard error what happens: requests, times, causes of errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl config path" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl config validate" json' -l 'json' -d 'Print one JSON object to standard output; errors are JSON on standard error.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl config validate" q quiet' -l 'quiet' -s 'q' -d 'Say nothing on standard error but warnings and errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl config validate" v verbose' -l 'verbose' -s 'v' -d 'Say on standard error what happens: requests, times, causes of errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl config validate" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl models" remote' -l 'remote' -d 'Ask the configured servers what they have.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl models" key-label' -l 'key-label' -d 'Use the stored key with this label, whatever the environment has (see \'llmctl auth list\').' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl models" json' -l 'json' -d 'Print one JSON object to standard output; errors are JSON on standard error.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl models" q quiet' -l 'quiet' -s 'q' -d 'Say nothing on standard error but warnings and errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl models" v verbose' -l 'verbose' -s 'v' -d 'Say on standard error what happens: requests, times, causes of errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl models" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl doctor" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_positional "llmctl doctor" -eq 1' -fa 'check' -d 'Check everything (the default).'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_positional "llmctl doctor" -eq 1' -fa 'reset' -d 'Forget limits, blocks and circuit breakers.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl doctor check" probe' -l 'probe' -d 'Ask each configured provider for its models, to see whether it answers.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl doctor check" key-label' -l 'key-label' -d 'Use the stored key with this label, whatever the environment has (see \'llmctl auth list\').' -rfka ''
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl doctor check" json' -l 'json' -d 'Print one JSON object to standard output; errors are JSON on standard error.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl doctor check" q quiet' -l 'quiet' -s 'q' -d 'Say nothing on standard error but warnings and errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl doctor check" v verbose' -l 'verbose' -s 'v' -d 'Say on standard error what happens: requests, times, causes of errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl doctor check" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl doctor reset" json' -l 'json' -d 'Print one JSON object to standard output; errors are JSON on standard error.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl doctor reset" q quiet' -l 'quiet' -s 'q' -d 'Say nothing on standard error but warnings and errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl doctor reset" v verbose' -l 'verbose' -s 'v' -d 'Say on standard error what happens: requests, times, causes of errors.'
complete -c 'llmctl' -n '__llmctl_should_offer_completions_for_flags_or_options "llmctl doctor reset" h help' -s 'h' -l 'help' -d 'Show help information.'
