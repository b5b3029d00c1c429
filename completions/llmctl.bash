#!/bin/bash

__llmctl_cursor_index_in_current_word() {
    local remaining="${COMP_LINE}"

    local word
    for word in "${COMP_WORDS[@]::COMP_CWORD}"; do
        remaining="${remaining##*([[:space:]])"${word}"*([[:space:]])}"
    done

    local -ir index="$((COMP_POINT - ${#COMP_LINE} + ${#remaining}))"
    if [[ "${index}" -le 0 ]]; then
        printf 0
    else
        printf %s "${index}"
    fi
}

# positional arguments:
#
# - 1: the current (sub)command's count of positional arguments
#
# required variables:
#
# - repeating_flags: the repeating flags that the current (sub)command can accept
# - non_repeating_flags: the non-repeating flags that the current (sub)command can accept
# - repeating_options: the repeating options that the current (sub)command can accept
# - non_repeating_options: the non-repeating options that the current (sub)command can accept
# - positional_number: value ignored
# - unparsed_words: unparsed words from the current command line
#
# modified variables:
#
# - non_repeating_flags: remove flags for this (sub)command that are already on the command line
# - non_repeating_options: remove options for this (sub)command that are already on the command line
# - positional_number: set to the current positional number
# - unparsed_words: remove all flags, options, and option values for this (sub)command
__llmctl_offer_flags_options() {
    local -ir positional_count="${1}"
    positional_number=0

    local was_flag_option_terminator_seen=false
    local is_parsing_option_value=false

    local -ar unparsed_word_indices=("${!unparsed_words[@]}")
    local -i word_index
    for word_index in "${unparsed_word_indices[@]}"; do
        if "${is_parsing_option_value}"; then
            # This word is an option value:
            # Reset marker for next word iff not currently the last word
            [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]] && is_parsing_option_value=false
            unset "unparsed_words[${word_index}]"
            # Do not process this word as a flag or an option
            continue
        fi

        local word="${unparsed_words["${word_index}"]}"
        if ! "${was_flag_option_terminator_seen}"; then
            case "${word}" in
            --)
                unset "unparsed_words[${word_index}]"
                # by itself -- is a flag/option terminator, but if it is the last word, it is the start of a completion
                if [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]]; then
                    was_flag_option_terminator_seen=true
                fi
                continue
                ;;
            -*)
                # ${word} is a flag or an option
                # If ${word} is an option, mark that the next word to be parsed is an option value
                local option
                for option in "${repeating_options[@]}" "${non_repeating_options[@]}"; do
                    [[ "${word}" = "${option}" ]] && is_parsing_option_value=true && break
                done

                # Remove ${word} from ${non_repeating_flags} or ${non_repeating_options} so it isn't offered again
                local not_found=true
                local -i index
                for index in "${!non_repeating_flags[@]}"; do
                    if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                        unset "non_repeating_flags[${index}]"
                        non_repeating_flags=("${non_repeating_flags[@]}")
                        not_found=false
                        break
                    fi
                done
                if "${not_found}"; then
                    for index in "${!non_repeating_flags[@]}"; do
                        if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                            unset "non_repeating_flags[${index}]"
                            non_repeating_flags=("${non_repeating_flags[@]}")
                            break
                        fi
                    done
                fi
                unset "unparsed_words[${word_index}]"
                continue
                ;;
            esac
        fi

        # ${word} is neither a flag, nor an option, nor an option value
        if [[ "${positional_number}" -lt "${positional_count}" || "${positional_count}" -lt 0 ]]; then
            # ${word} is a positional
            ((positional_number++))
            unset "unparsed_words[${word_index}]"
        else
            if [[ -z "${word}" ]]; then
                # Could be completing a flag, option, or subcommand
                positional_number=-1
            else
                # ${word} is a subcommand or invalid, so stop processing this (sub)command
                positional_number=-2
            fi
            break
        fi
    done

    unparsed_words=("${unparsed_words[@]}")

    if\
        ! "${was_flag_option_terminator_seen}"\
        && ! "${is_parsing_option_value}"\
        && [[ ("${cur}" = -* && "${positional_number}" -ge 0) || "${positional_number}" -eq -1 ]]
    then
        COMPREPLY+=($(compgen -W "${repeating_flags[*]} ${non_repeating_flags[*]} ${repeating_options[*]} ${non_repeating_options[*]}" -- "${cur}"))
    fi
}

__llmctl_add_completions() {
    local completion
    while IFS='' read -r completion; do
        COMPREPLY+=("${completion}")
    done < <(IFS=$'\n' compgen "${@}" -- "${cur}")
}

__llmctl_custom_complete() {
    if [[ -n "${cur}" || -z ${COMP_WORDS[${COMP_CWORD}]} || "${COMP_LINE:${COMP_POINT}:1}" != ' ' ]]; then
        local -ar words=("${COMP_WORDS[@]}")
    else
        local -ar words=("${COMP_WORDS[@]::${COMP_CWORD}}" '' "${COMP_WORDS[@]:${COMP_CWORD}}")
    fi

    "${COMP_WORDS[0]}" "${@}" "${words[@]}"
}

_llmctl() {
    local state
    state="$(shopt -p;shopt -po)"
    trap "${state//$'\n'/;}" RETURN
    shopt -s extglob
    set +o history +o posix

    local -xr SAP_SHELL=bash
    local -x SAP_SHELL_VERSION
    SAP_SHELL_VERSION="$(IFS='.';printf %s "${BASH_VERSINFO[*]}")"
    local -r SAP_SHELL_VERSION

    local -r cur="${2}"
    local -r prev="${3}"

    local -i positional_number
    local -a unparsed_words=("${COMP_WORDS[@]:1:${COMP_CWORD}}")

    local -a repeating_flags=()
    local -a non_repeating_flags=(--version -h --help)
    local -a repeating_options=()
    local -a non_repeating_options=()
    __llmctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    chat|review|tokens|cost|replay|prompts|auth|config|cache|models|doctor|help)
        # Offer subcommand argument completions
        "_llmctl_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'chat review tokens cost replay prompts auth config cache models doctor help' -- "${cur}"))
        ;;
    esac
}

_llmctl_chat() {
    repeating_flags=()
    non_repeating_flags=(-c --continue -x --extract --no-stream --usage --trust-prompts --json-stream --require-price --estimate --fit --compress --no-live --no-history -n --no-log --share --no-share --no-breaker --offline-ok --no-cache --cache-only --cache --json --quiet -q --verbose -v -h --help)
    repeating_options=(--file -f --option -o --param -p --tag)
    non_repeating_options=(--model -m --system -s --conversation --resume-partial --reasoning --template -t --schema --reask --tools --tool-choice --format --max-cost --task --color --render --key-label --max-wait --min-quality --cache-ttl)
    __llmctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--model'|'-m')
        return
        ;;
    '--system'|'-s')
        return
        ;;
    '--file'|'-f')
        __llmctl_add_completions -f
        return
        ;;
    '--option'|'-o')
        return
        ;;
    '--conversation')
        return
        ;;
    '--resume-partial')
        return
        ;;
    '--reasoning')
        __llmctl_add_completions -W 'show'$'\n''hide'$'\n''stderr'
        return
        ;;
    '--template'|'-t')
        return
        ;;
    '--param'|'-p')
        return
        ;;
    '--schema')
        return
        ;;
    '--reask')
        return
        ;;
    '--tools')
        __llmctl_add_completions -o plusdirs -fX '!*.@(json)'
        return
        ;;
    '--tool-choice')
        return
        ;;
    '--format')
        __llmctl_add_completions -W 'text'$'\n''code'
        return
        ;;
    '--max-cost')
        return
        ;;
    '--task')
        __llmctl_add_completions -W 'setup'$'\n''documentation'$'\n''code'$'\n''review'$'\n''summary'$'\n''extraction'$'\n''chat'$'\n''live'$'\n''reasoning'
        return
        ;;
    '--color')
        __llmctl_add_completions -W 'auto'$'\n''always'$'\n''never'$'\n''16'$'\n''256'$'\n''truecolor'
        return
        ;;
    '--render')
        __llmctl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--tag')
        return
        ;;
    '--key-label')
        return
        ;;
    '--max-wait')
        return
        ;;
    '--min-quality')
        return
        ;;
    '--cache-ttl')
        return
        ;;
    esac
}

_llmctl_review() {
    repeating_flags=()
    non_repeating_flags=(--staged --unstaged --show-known --all --resume --no-redact --estimate --require-price -n --no-log --share --no-share --no-breaker --offline-ok --no-cache --cache-only --cache --json --quiet -q --verbose -v -h --help)
    repeating_options=(--option -o --tag)
    non_repeating_options=(--base --format --fail-on --baseline --write-baseline --focus --min-confidence --output --jobs --max-cost --install-hook --language --model -m --task --key-label --max-wait --min-quality --cache-ttl)
    __llmctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--base')
        return
        ;;
    '--format')
        __llmctl_add_completions -W 'text'$'\n''json'$'\n''sarif'$'\n''github'$'\n''rdjsonl'$'\n''checkstyle'$'\n''markdown'
        return
        ;;
    '--fail-on')
        return
        ;;
    '--baseline')
        __llmctl_add_completions -f
        return
        ;;
    '--write-baseline')
        __llmctl_add_completions -f
        return
        ;;
    '--focus')
        return
        ;;
    '--min-confidence')
        return
        ;;
    '--output')
        __llmctl_add_completions -f
        return
        ;;
    '--jobs')
        return
        ;;
    '--max-cost')
        return
        ;;
    '--install-hook')
        __llmctl_add_completions -W 'pre-commit'$'\n''pre-push'
        return
        ;;
    '--language')
        return
        ;;
    '--model'|'-m')
        return
        ;;
    '--option'|'-o')
        return
        ;;
    '--task')
        __llmctl_add_completions -W 'setup'$'\n''documentation'$'\n''code'$'\n''review'$'\n''summary'$'\n''extraction'$'\n''chat'$'\n''live'$'\n''reasoning'
        return
        ;;
    '--tag')
        return
        ;;
    '--key-label')
        return
        ;;
    '--max-wait')
        return
        ;;
    '--min-quality')
        return
        ;;
    '--cache-ttl')
        return
        ;;
    esac

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    dismiss)
        # Offer subcommand argument completions
        "_llmctl_review_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'dismiss' -- "${cur}"))
        ;;
    esac
}

_llmctl_review_dismiss() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--reason)
    __llmctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--reason')
        return
        ;;
    esac
}

_llmctl_tokens() {
    repeating_flags=()
    non_repeating_flags=(--exact --tree --ids --show --staged --chat --json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--encoding -e --model -m --depth --top --truncate --keep --split --overlap --output --diff --budget --special --limit --key-label)
    __llmctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--encoding'|'-e')
        __llmctl_add_completions -f
        return
        ;;
    '--model'|'-m')
        return
        ;;
    '--depth')
        return
        ;;
    '--top')
        return
        ;;
    '--truncate')
        return
        ;;
    '--keep')
        __llmctl_add_completions -W 'start'$'\n''end'$'\n''middle'$'\n''ends'
        return
        ;;
    '--split')
        return
        ;;
    '--overlap')
        return
        ;;
    '--output')
        return
        ;;
    '--diff')
        return
        ;;
    '--budget')
        return
        ;;
    '--special')
        __llmctl_add_completions -W 'text'$'\n''allow'$'\n''refuse'
        return
        ;;
    '--limit')
        return
        ;;
    '--key-label')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __llmctl_add_completions -f
        return
        ;;
    esac
}

_llmctl_cost() {
    repeating_flags=()
    non_repeating_flags=(-h --help)
    repeating_options=()
    non_repeating_options=()
    __llmctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    report|explain|correct|budget|alerts|stop|go)
        # Offer subcommand argument completions
        "_llmctl_cost_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'report explain correct budget alerts stop go' -- "${cur}"))
        ;;
    esac
}

_llmctl_cost_report() {
    repeating_flags=()
    non_repeating_flags=(--check --statusline --json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--by --format --output -o --limit -l --model --provider --command --project --branch --tag --color)
    __llmctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--by')
        __llmctl_add_completions -W 'day'$'\n''week'$'\n''month'$'\n''hour'$'\n''model'$'\n''provider'$'\n''command'$'\n''project'$'\n''branch'$'\n''tag'$'\n''conversation'
        return
        ;;
    '--format')
        __llmctl_add_completions -W 'table'$'\n''json'$'\n''csv'$'\n''html'$'\n''prometheus'
        return
        ;;
    '--output'|'-o')
        __llmctl_add_completions -f
        return
        ;;
    '--limit'|'-l')
        return
        ;;
    '--model')
        return
        ;;
    '--provider')
        return
        ;;
    '--command')
        return
        ;;
    '--project')
        __llmctl_add_completions -d
        return
        ;;
    '--branch')
        return
        ;;
    '--tag')
        return
        ;;
    '--color')
        __llmctl_add_completions -W 'auto'$'\n''always'$'\n''never'$'\n''16'$'\n''256'$'\n''truecolor'
        return
        ;;
    esac
}

_llmctl_cost_explain() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=()
    __llmctl_offer_flags_options 1
}

_llmctl_cost_correct() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=()
    __llmctl_offer_flags_options 2
}

_llmctl_cost_budget() {
    repeating_flags=()
    non_repeating_flags=(-h --help)
    repeating_options=()
    non_repeating_options=()
    __llmctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    set|list|rm)
        # Offer subcommand argument completions
        "_llmctl_cost_budget_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'set list rm' -- "${cur}"))
        ;;
    esac
}

_llmctl_cost_budget_set() {
    repeating_flags=()
    non_repeating_flags=(--soft --json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--warn --over --model --provider --command --project --branch --tag)
    __llmctl_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--warn')
        return
        ;;
    '--over')
        return
        ;;
    '--model')
        return
        ;;
    '--provider')
        return
        ;;
    '--command')
        return
        ;;
    '--project')
        __llmctl_add_completions -d
        return
        ;;
    '--branch')
        return
        ;;
    '--tag')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __llmctl_add_completions -W 'hour'$'\n''day'$'\n''week'$'\n''month'
        return
        ;;
    esac
}

_llmctl_cost_budget_list() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=()
    __llmctl_offer_flags_options 0
}

_llmctl_cost_budget_rm() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=()
    __llmctl_offer_flags_options -1
}

_llmctl_cost_alerts() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--run)
    __llmctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--run')
        return
        ;;
    esac
}

_llmctl_cost_stop() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=()
    __llmctl_offer_flags_options 0
}

_llmctl_cost_go() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=()
    __llmctl_offer_flags_options 0
}

_llmctl_replay() {
    repeating_flags=()
    non_repeating_flags=(-h --help)
    repeating_options=()
    non_repeating_options=()
    __llmctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|show|last|run|diff|suite|export|record|play|prune)
        # Offer subcommand argument completions
        "_llmctl_replay_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list show last run diff suite export record play prune' -- "${cur}"))
        ;;
    esac
}

_llmctl_replay_list() {
    repeating_flags=()
    non_repeating_flags=(--failed --slow --expensive --json --quiet -q --verbose -v -h --help)
    repeating_options=(--tag)
    non_repeating_options=(--model -m --command --outcome --prompt --since --until --min-time --min-cost -l --limit)
    __llmctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--model'|'-m')
        return
        ;;
    '--command')
        return
        ;;
    '--outcome')
        return
        ;;
    '--tag')
        return
        ;;
    '--prompt')
        return
        ;;
    '--since')
        return
        ;;
    '--until')
        return
        ;;
    '--min-time')
        return
        ;;
    '--min-cost')
        return
        ;;
    '-l'|'--limit')
        return
        ;;
    esac
}

_llmctl_replay_show() {
    repeating_flags=()
    non_repeating_flags=(--sent --received --timeline --json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--attempt)
    __llmctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--attempt')
        return
        ;;
    esac
}

_llmctl_replay_last() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=()
    __llmctl_offer_flags_options 0
}

_llmctl_replay_run() {
    repeating_flags=()
    non_repeating_flags=(--trust-prompts --edit --failed --estimate --yes --usage --no-live --no-history -n --no-log --json --quiet -q --verbose -v -h --help)
    repeating_options=(--param -p --option -o --where-tag --tag)
    non_repeating_options=(--conversation --from --model -m --models --system -s --template -t --schema --where-model --where-command --where-prompt --where-text --since --until -l --limit --times --jobs --max-cost --html --color --render)
    __llmctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--conversation')
        return
        ;;
    '--from')
        return
        ;;
    '--model'|'-m')
        return
        ;;
    '--models')
        return
        ;;
    '--system'|'-s')
        return
        ;;
    '--template'|'-t')
        return
        ;;
    '--param'|'-p')
        return
        ;;
    '--option'|'-o')
        return
        ;;
    '--schema')
        return
        ;;
    '--where-model')
        return
        ;;
    '--where-tag')
        return
        ;;
    '--where-command')
        return
        ;;
    '--where-prompt')
        return
        ;;
    '--where-text')
        return
        ;;
    '--since')
        return
        ;;
    '--until')
        return
        ;;
    '-l'|'--limit')
        return
        ;;
    '--times')
        return
        ;;
    '--jobs')
        return
        ;;
    '--max-cost')
        return
        ;;
    '--html')
        __llmctl_add_completions -f
        return
        ;;
    '--color')
        __llmctl_add_completions -W 'auto'$'\n''always'$'\n''never'$'\n''16'$'\n''256'$'\n''truecolor'
        return
        ;;
    '--render')
        __llmctl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--tag')
        return
        ;;
    esac
}

_llmctl_replay_diff() {
    repeating_flags=()
    non_repeating_flags=(--full --exit-code -n --no-log --json --quiet -q --verbose -v -h --help)
    repeating_options=(--tag)
    non_repeating_options=(--format --output -o --judge --max-cost --color)
    __llmctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--format')
        __llmctl_add_completions -W 'side'$'\n''unified'$'\n''json'$'\n''html'
        return
        ;;
    '--output'|'-o')
        __llmctl_add_completions -f
        return
        ;;
    '--judge')
        return
        ;;
    '--max-cost')
        return
        ;;
    '--color')
        __llmctl_add_completions -W 'auto'$'\n''always'$'\n''never'$'\n''16'$'\n''256'$'\n''truecolor'
        return
        ;;
    '--tag')
        return
        ;;
    esac
}

_llmctl_replay_suite() {
    repeating_flags=()
    non_repeating_flags=(--resume --retry-errors --accept --estimate --require-price --cache --trust-prompts -n --no-log --json --quiet -q --verbose -v -h --help)
    repeating_options=(--filter --report --option -o --tag)
    non_repeating_options=(--times --jobs --max-cost --max-wait --fail-on --baseline --format --output --model -m --template -t --key-label)
    __llmctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--filter')
        return
        ;;
    '--times')
        return
        ;;
    '--jobs')
        return
        ;;
    '--max-cost')
        return
        ;;
    '--max-wait')
        return
        ;;
    '--fail-on')
        return
        ;;
    '--baseline')
        __llmctl_add_completions -f
        return
        ;;
    '--format')
        __llmctl_add_completions -W 'text'$'\n''json'$'\n''jsonl'$'\n''junit'
        return
        ;;
    '--output')
        __llmctl_add_completions -f
        return
        ;;
    '--report')
        return
        ;;
    '--model'|'-m')
        return
        ;;
    '--template'|'-t')
        return
        ;;
    '--option'|'-o')
        return
        ;;
    '--tag')
        return
        ;;
    '--key-label')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __llmctl_add_completions -f
        return
        ;;
    esac
}

_llmctl_replay_export() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v -h --help)
    repeating_options=(--tag)
    non_repeating_options=(--limit -l --to --assert --format --name)
    __llmctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--tag')
        return
        ;;
    '--limit'|'-l')
        return
        ;;
    '--to')
        __llmctl_add_completions -f
        return
        ;;
    '--assert')
        return
        ;;
    '--format')
        __llmctl_add_completions -W 'yaml'$'\n''jsonl'
        return
        ;;
    '--name')
        return
        ;;
    esac
}

_llmctl_replay_record() {
    repeating_flags=()
    non_repeating_flags=(--repeat --all-used --json --quiet -q --verbose -v -h --help)
    repeating_options=(--variable)
    non_repeating_options=(--to --mode --match --timing)
    __llmctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--to')
        __llmctl_add_completions -f
        return
        ;;
    '--mode')
        __llmctl_add_completions -W 'once'$'\n''new'$'\n''none'$'\n''all'
        return
        ;;
    '--match')
        __llmctl_add_completions -W 'request'$'\n''order'
        return
        ;;
    '--timing')
        __llmctl_add_completions -W 'none'$'\n''recorded'
        return
        ;;
    '--variable')
        return
        ;;
    esac
}

_llmctl_replay_play() {
    repeating_flags=()
    non_repeating_flags=(--no-live --no-history --repeat --all-used --json --quiet -q --verbose -v -h --help)
    repeating_options=(--variable)
    non_repeating_options=(--speed --attempt --reasoning --color --render --match --timing)
    __llmctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--speed')
        return
        ;;
    '--attempt')
        return
        ;;
    '--reasoning')
        __llmctl_add_completions -W 'show'$'\n''hide'$'\n''stderr'
        return
        ;;
    '--color')
        __llmctl_add_completions -W 'auto'$'\n''always'$'\n''never'$'\n''16'$'\n''256'$'\n''truecolor'
        return
        ;;
    '--render')
        __llmctl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--match')
        __llmctl_add_completions -W 'request'$'\n''order'
        return
        ;;
    '--timing')
        __llmctl_add_completions -W 'none'$'\n''recorded'
        return
        ;;
    '--variable')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __llmctl_add_completions -f
        return
        ;;
    esac
}

_llmctl_replay_prune() {
    repeating_flags=()
    non_repeating_flags=(--texts --vacuum --dry-run --yes --json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--older-than --max-size)
    __llmctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--older-than')
        return
        ;;
    '--max-size')
        return
        ;;
    esac
}

_llmctl_prompts() {
    repeating_flags=()
    non_repeating_flags=(-h --help)
    repeating_options=()
    non_repeating_options=()
    __llmctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|show|new|edit|diff|lint|use|rollback|compare|trust)
        # Offer subcommand argument completions
        "_llmctl_prompts_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list show new edit diff lint use rollback compare trust' -- "${cur}"))
        ;;
    esac
}

_llmctl_prompts_list() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=()
    __llmctl_offer_flags_options 0
}

_llmctl_prompts_show() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=()
    __llmctl_offer_flags_options 1
}

_llmctl_prompts_new() {
    repeating_flags=()
    non_repeating_flags=(--project --json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=()
    __llmctl_offer_flags_options 1
}

_llmctl_prompts_edit() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=()
    __llmctl_offer_flags_options 1
}

_llmctl_prompts_diff() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=()
    __llmctl_offer_flags_options 3
}

_llmctl_prompts_lint() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=()
    __llmctl_offer_flags_options -1
}

_llmctl_prompts_use() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--label --percent --split --by-tag)
    __llmctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--label')
        return
        ;;
    '--percent')
        return
        ;;
    '--split')
        return
        ;;
    '--by-tag')
        return
        ;;
    esac
}

_llmctl_prompts_rollback() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--label)
    __llmctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--label')
        return
        ;;
    esac
}

_llmctl_prompts_compare() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--days)
    __llmctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--days')
        return
        ;;
    esac
}

_llmctl_prompts_trust() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=()
    __llmctl_offer_flags_options 1
}

_llmctl_auth() {
    repeating_flags=()
    non_repeating_flags=(-h --help)
    repeating_options=()
    non_repeating_options=()
    __llmctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    login|list|status|test|rotate|logout|passphrase|unlock|lock|export|import)
        # Offer subcommand argument completions
        "_llmctl_auth_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'login list status test rotate logout passphrase unlock lock export import' -- "${cur}"))
        ;;
    esac
}

_llmctl_auth_login() {
    repeating_flags=()
    non_repeating_flags=(--with-token --test --no-test --insecure-plaintext --json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--label --environment --host --key-file --passphrase-command)
    __llmctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--label')
        return
        ;;
    '--environment')
        return
        ;;
    '--host')
        return
        ;;
    '--key-file')
        return
        ;;
    '--passphrase-command')
        return
        ;;
    esac
}

_llmctl_auth_list() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=()
    __llmctl_offer_flags_options 0
}

_llmctl_auth_status() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--key-label)
    __llmctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--key-label')
        return
        ;;
    esac
}

_llmctl_auth_test() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--key-label)
    __llmctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--key-label')
        return
        ;;
    esac
}

_llmctl_auth_rotate() {
    repeating_flags=()
    non_repeating_flags=(--retire --with-token --test --no-test --yes --json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--label --environment --host)
    __llmctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--label')
        return
        ;;
    '--environment')
        return
        ;;
    '--host')
        return
        ;;
    esac
}

_llmctl_auth_logout() {
    repeating_flags=()
    non_repeating_flags=(--all --yes --json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--label --environment --host)
    __llmctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--label')
        return
        ;;
    '--environment')
        return
        ;;
    '--host')
        return
        ;;
    esac
}

_llmctl_auth_passphrase() {
    repeating_flags=()
    non_repeating_flags=(--add --drop-unavailable --with-passphrase --yes --json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--add-key-file --add-command --remove)
    __llmctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--add-key-file')
        return
        ;;
    '--add-command')
        return
        ;;
    '--remove')
        return
        ;;
    esac
}

_llmctl_auth_unlock() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--for)
    __llmctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--for')
        return
        ;;
    esac
}

_llmctl_auth_lock() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=()
    __llmctl_offer_flags_options 0
}

_llmctl_auth_export() {
    repeating_flags=()
    non_repeating_flags=(--with-passphrase --json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=()
    __llmctl_offer_flags_options 1

    # Offer positional completions
    case "${positional_number}" in
    1)
        __llmctl_add_completions -f
        return
        ;;
    esac
}

_llmctl_auth_import() {
    repeating_flags=()
    non_repeating_flags=(--replace --with-passphrase --insecure-plaintext --json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--from --label --environment --key-file --passphrase-command)
    __llmctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--from')
        __llmctl_add_completions -W 'llm'$'\n''aichat'$'\n''env'$'\n''backup'
        return
        ;;
    '--label')
        return
        ;;
    '--environment')
        return
        ;;
    '--key-file')
        return
        ;;
    '--passphrase-command')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __llmctl_add_completions -f
        return
        ;;
    esac
}

_llmctl_config() {
    repeating_flags=()
    non_repeating_flags=(-h --help)
    repeating_options=()
    non_repeating_options=()
    __llmctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    show|path|validate)
        # Offer subcommand argument completions
        "_llmctl_config_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'show path validate' -- "${cur}"))
        ;;
    esac
}

_llmctl_config_show() {
    repeating_flags=()
    non_repeating_flags=(--origin --json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=()
    __llmctl_offer_flags_options 0
}

_llmctl_config_path() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=()
    __llmctl_offer_flags_options 0
}

_llmctl_config_validate() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=()
    __llmctl_offer_flags_options 0
}

_llmctl_cache() {
    repeating_flags=()
    non_repeating_flags=(-h --help)
    repeating_options=()
    non_repeating_options=()
    __llmctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    stats|explain|prune|warm)
        # Offer subcommand argument completions
        "_llmctl_cache_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'stats explain prune warm' -- "${cur}"))
        ;;
    esac
}

_llmctl_cache_stats() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=()
    __llmctl_offer_flags_options 0
}

_llmctl_cache_explain() {
    repeating_flags=()
    non_repeating_flags=(-c --continue -x --extract --no-stream --usage --trust-prompts --json-stream --require-price --estimate --fit --compress --no-live --no-history -n --no-log --share --no-share --no-breaker --offline-ok --no-cache --cache-only --cache --json --quiet -q --verbose -v -h --help)
    repeating_options=(--file -f --option -o --param -p --tag)
    non_repeating_options=(--call --model -m --system -s --conversation --resume-partial --reasoning --template -t --schema --reask --tools --tool-choice --format --max-cost --task --color --render --key-label --max-wait --min-quality --cache-ttl)
    __llmctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--call')
        return
        ;;
    '--model'|'-m')
        return
        ;;
    '--system'|'-s')
        return
        ;;
    '--file'|'-f')
        __llmctl_add_completions -f
        return
        ;;
    '--option'|'-o')
        return
        ;;
    '--conversation')
        return
        ;;
    '--resume-partial')
        return
        ;;
    '--reasoning')
        __llmctl_add_completions -W 'show'$'\n''hide'$'\n''stderr'
        return
        ;;
    '--template'|'-t')
        return
        ;;
    '--param'|'-p')
        return
        ;;
    '--schema')
        return
        ;;
    '--reask')
        return
        ;;
    '--tools')
        __llmctl_add_completions -o plusdirs -fX '!*.@(json)'
        return
        ;;
    '--tool-choice')
        return
        ;;
    '--format')
        __llmctl_add_completions -W 'text'$'\n''code'
        return
        ;;
    '--max-cost')
        return
        ;;
    '--task')
        __llmctl_add_completions -W 'setup'$'\n''documentation'$'\n''code'$'\n''review'$'\n''summary'$'\n''extraction'$'\n''chat'$'\n''live'$'\n''reasoning'
        return
        ;;
    '--color')
        __llmctl_add_completions -W 'auto'$'\n''always'$'\n''never'$'\n''16'$'\n''256'$'\n''truecolor'
        return
        ;;
    '--render')
        __llmctl_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--tag')
        return
        ;;
    '--key-label')
        return
        ;;
    '--max-wait')
        return
        ;;
    '--min-quality')
        return
        ;;
    '--cache-ttl')
        return
        ;;
    esac
}

_llmctl_cache_prune() {
    repeating_flags=()
    non_repeating_flags=(--all --yes --json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--older)
    __llmctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--older')
        return
        ;;
    esac
}

_llmctl_cache_warm() {
    repeating_flags=()
    non_repeating_flags=(--share --no-share --no-breaker --offline-ok --no-cache --cache-only --cache --json --quiet -q --verbose -v -h --help)
    repeating_options=(--option -o --tag)
    non_repeating_options=(--model -m --system -s --jobs --max-cost --key-label --max-wait --min-quality --task --cache-ttl)
    __llmctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--model'|'-m')
        return
        ;;
    '--system'|'-s')
        return
        ;;
    '--option'|'-o')
        return
        ;;
    '--jobs')
        return
        ;;
    '--max-cost')
        return
        ;;
    '--tag')
        return
        ;;
    '--key-label')
        return
        ;;
    '--max-wait')
        return
        ;;
    '--min-quality')
        return
        ;;
    '--task')
        __llmctl_add_completions -W 'setup'$'\n''documentation'$'\n''code'$'\n''review'$'\n''summary'$'\n''extraction'$'\n''chat'$'\n''live'$'\n''reasoning'
        return
        ;;
    '--cache-ttl')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __llmctl_add_completions -f
        return
        ;;
    esac
}

_llmctl_models() {
    repeating_flags=()
    non_repeating_flags=(--remote --json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--key-label)
    __llmctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--key-label')
        return
        ;;
    esac

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    update)
        # Offer subcommand argument completions
        "_llmctl_models_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'update' -- "${cur}"))
        ;;
    esac
}

_llmctl_models_update() {
    repeating_flags=()
    non_repeating_flags=(--check --reset --json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--date)
    __llmctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--date')
        return
        ;;
    esac
}

_llmctl_doctor() {
    repeating_flags=()
    non_repeating_flags=(-h --help)
    repeating_options=()
    non_repeating_options=()
    __llmctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    check|reset)
        # Offer subcommand argument completions
        "_llmctl_doctor_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'check reset' -- "${cur}"))
        ;;
    esac
}

_llmctl_doctor_check() {
    repeating_flags=()
    non_repeating_flags=(--probe --json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=(--key-label)
    __llmctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--key-label')
        return
        ;;
    esac
}

_llmctl_doctor_reset() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v -h --help)
    repeating_options=()
    non_repeating_options=()
    __llmctl_offer_flags_options 0
}

_llmctl_help() {
    :
}

complete -o filenames -F _llmctl llmctl
