#!/usr/bin/env python3
"""Compares what llmctl says that calls cost with LiteLLM's own calculator, and with that of genai-prices.

  price_conformance.py PROGRAM FOLDER [CALLS [SEED]]

PROGRAM is llmctl-conformance-prices; FOLDER keeps a virtual environment with the versions of both packages that
scripts/prices.py made the table from. Calls are made of random models, services, regions, moments and counts of tokens.

LiteLLM computes in floating point, so that its last digits depend on the order in which it adds. Its code is therefore run
on numbers that are floats to everyone who asks for their type and compute with exact fractions: every price is the shortest
decimal of its float, as in the price list, and no step is rounded. The results are compared to the last digit. That the
stand-in does not change what is computed is checked beside it: LiteLLM's plain result must be equal to 12 digits.

Where llmctl means to differ, the reason is one of REASONS, and the difference is counted under it; any other ends the run with
status 1.
"""

import collections
import datetime
import decimal
import fractions
import importlib
import os
import pathlib
import random
import re
import subprocess
import sys
import venv

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import prices  # noqa: E402

# Without LiteLLM's own requirements: one of them asks for a newer list of certificates than some mirrors have.
REQUIREMENTS = [
    "pydantic>=2.11,<3", "openai>=2.20,<4", "httpx[http2]>=0.28,<1", "tiktoken>=0.8,<1", "tokenizers>=0.21,<1",
    "huggingface-hub<2", "python-dotenv", "jinja2", "jsonschema", "click", "aiohttp", "importlib-metadata<9", "fastuuid",
    "pydantic-settings", "filelock", "pyyaml", "packaging", "boto3",
]  # fmt: skip
SHOWN = 10
# Where LiteLLM applies factors for places.
REGIONS = {"openai": ["us", "eu"], "anthropic": ["us"], "vertex_ai": ["regional"]}

REASONS = {
    "long writes": "LiteLLM has no price for the longer cache here and takes the short one; genai-prices has it",
    "free cache writes": "LiteLLM takes 'nothing is added for writing' as free tokens; they are input",
    "free cache reads": "the same for reading",
    "batches without prices": "LiteLLM halves what no price list halves; llmctl bills the standard rates",
    "output in batches": "LiteLLM halves an output price that the batch list leaves out; llmctl does not",
    "thirds": "a repeating decimal, rounded to 10^-12 dollars; or two models of one name in genai-prices",
    "regions in batches": "LiteLLM leaves the factor of Anthropic's regions out of batches",
    "noise": "LiteLLM's list has the noise of a division in a rate, such as 4.0000000000000003e-07",
    "long writes of long prompts": "under a service without prices LiteLLM takes the longer cache of short prompts, llmctl of long",
}


def enter_environment(folder):
    """Starts this script again inside a virtual environment, which is made on first use."""
    environment = folder / "venv"
    if pathlib.Path(sys.prefix) == environment:
        return
    if not (environment / "ready").exists():
        venv.create(environment, with_pip=True, clear=True)
        pip = [environment / "bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--no-deps", *prices.PACKAGES], check=True)
        subprocess.run([*pip, *REQUIREMENTS], check=True, stderr=subprocess.DEVNULL)
        (environment / "ready").touch()
    python = environment / "bin/python"
    os.execv(python, [python, *sys.argv])


def fraction(value):
    """The number a value stands for; a float is the shortest decimal that reads as it."""
    if isinstance(value, Exact):
        return value.exact
    if isinstance(value, float):
        return fractions.Fraction(decimal.Decimal(repr(value)))
    return fractions.Fraction(value)


class Exact(float):
    """A float that remembers the exact number, and computes with it."""

    def __new__(cls, value=0.0):
        exact = fraction(decimal.Decimal(value) if isinstance(value, str) else value)
        self = super().__new__(cls, exact)
        self.exact = exact
        return self


def exactly(name):
    operation = getattr(fractions.Fraction, name)

    def method(self, other):
        if not isinstance(other, (int, float)):
            return NotImplemented
        return Exact(operation(self.exact, fraction(other)))

    return method


for _name in ("add", "sub", "mul", "truediv"):
    setattr(Exact, f"__{_name}__", exactly(f"__{_name}__"))
    setattr(Exact, f"__r{_name}__", exactly(f"__r{_name}__"))


def exact_copy(value):
    match value:
        case dict():
            return {key: exact_copy(element) for key, element in value.items()}
        case list():
            return [exact_copy(element) for element in value]
        case float():
            return Exact(value)
    return value


class LiteLLM:
    """LiteLLM's calculator, plain or on exact numbers."""

    # Where prices are looked up and multiplied.
    MODULES = [
        "litellm.litellm_core_utils.llm_cost_calc.utils", "litellm.litellm_core_utils.llm_cost_calc.tiered_pricing",
        "litellm.llms.fireworks_ai.cache_pricing", "litellm.cost_calculator", "litellm.llms.anthropic.cost_calculation",
        "litellm.llms.xai.cost_calculator",
    ]  # fmt: skip

    def __init__(self):
        os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
        import litellm
        from litellm.types import utils

        litellm.suppress_debug_info = True
        self.litellm, self.types = litellm, utils
        self.plain = dict(litellm.model_cost)
        self.exact = exact_copy(self.plain)
        self.modules = [importlib.import_module(name) for name in self.MODULES]

    def use(self, is_exact):
        """Prices and arithmetic for the calls that follow."""
        self.litellm.model_cost.clear()
        self.litellm.model_cost.update(self.exact if is_exact else self.plain)
        for module in self.modules:
            if is_exact:
                module.float = Exact
            elif hasattr(module, "float"):
                del module.float
        self.litellm.utils._invalidate_model_cost_lowercase_map()

    def usage(self, call):
        new, read, short, long, text, reasoning = call.buckets
        details = self.types.PromptTokensDetailsWrapper(
            cached_tokens=read,
            cache_creation_tokens=short + long,
            cache_creation_token_details=self.types.CacheCreationTokenDetails(
                ephemeral_5m_input_tokens=short, **{call.long_name: long}
            ),
        )
        output = text + reasoning
        usage = self.types.Usage(
            prompt_tokens=new + read + short + long,
            completion_tokens=output,
            total_tokens=new + read + short + long + output,
            prompt_tokens_details=details,
            completion_tokens_details=self.types.CompletionTokensDetailsWrapper(reasoning_tokens=reasoning),
        )
        if call.region == "us" and call.provider == "anthropic":
            usage.inference_geo = "us"
        if call.is_fast:
            usage.speed = "fast"
        return usage

    def cost(self, call):
        """The price as LiteLLM's calculator gives it for the entry of the call."""
        from litellm.litellm_core_utils.llm_cost_calc import utils

        info = self.litellm.get_model_info(model=call.key, custom_llm_provider=call.litellm_provider)
        info = {**self.litellm.model_cost[call.key], **{k: v for k, v in info.items() if v is not None}}
        usage = self.usage(call)
        moment = datetime.datetime.fromtimestamp(call.moment, datetime.UTC)
        if call.service == "batch":
            prompt, answer = self.modules[3].batch_cost_calculator(
                usage=usage, model=call.key, custom_llm_provider=call.litellm_provider, model_info=info,
                data_residency=call.region if call.provider == "openai" else None,
                vertex_location="europe-west1" if call.region == "regional" else None,
            )  # fmt: skip
            return prompt + answer
        if call.provider == "xai":
            usage.completion_tokens_details = None
        prompt, answer = utils.generic_cost_per_token(
            model=call.key, usage=usage, custom_llm_provider=call.provider, service_tier=call.service or None,
            data_residency=call.region if call.provider == "openai" else None, model_info=info, current_time=moment,
            vertex_location="europe-west1" if call.region == "regional" else None,
        )  # fmt: skip
        factor = 1.0
        if call.provider == "anthropic":
            factor = utils.get_provider_specific_geo_multiplier(info, usage)
            factor = factor * utils.get_provider_specific_speed_multiplier(info, usage)
        return (prompt + answer) * factor


class Call:
    """One call: its model in LiteLLM's table, its circumstances, its tokens."""

    def __init__(self, key, info, provider, chance):
        self.key, self.info, self.provider = key, info, provider
        self.litellm_provider = info["litellm_provider"]
        self.service = chance.choice(["", "", "", "batch", "flex", "priority", "ultrafast"])
        self.region = chance.choice(["", "", *REGIONS.get(provider, [])])
        self.is_fast = provider == "anthropic" and self.service != "batch" and chance.random() < 0.2
        # A week's off-peak hours, after the day of the table: today's prices, not earlier ones.
        self.moment = 1_795_564_800 + chance.randrange(7 * 86400)
        sizes = [0, 1, 1000, 5000, 100_000, 200_000, 300_000, 1_200_000]
        self.buckets = [chance.randrange(chance.choice(sizes) + 1) for _ in range(6)]
        if chance.random() < 0.25:
            thresholds = [t for t in (32_000, 100_000, 128_000, 200_000, 256_000, 272_000, 512_000)]
            self.buckets[:4] = [chance.choice(thresholds) + chance.choice([-1, 0, 1]), 0, 0, 0]
        if info["mode"] == "embedding":
            self.buckets[4:] = [0, 0]
        is_long = info.get("cache_creation_input_token_cost_above_1hr") is None
        half_day = info.get("cache_creation_input_token_cost_above_12hr") is not None
        self.long_name = "ephemeral_12h_input_tokens" if is_long and half_day else "ephemeral_1h_input_tokens"

    @property
    def line(self):
        fields = [self.key.lower(), "", self.service, self.region, str(int(self.is_fast)), str(self.moment * 1000)]
        if "/" not in self.key or not self.key.lower().startswith(f"{self.provider}/"):
            fields[1] = self.provider
        return "\t".join(fields + [str(count) for count in self.buckets])

    def reasons(self):
        """Why the prices may differ."""
        info = self.info
        _, read, short, long, text, reasoning = self.buckets
        if self.service == "batch":
            if info.get("input_cost_per_token_batches") is None:
                yield "batches without prices"
            if self.region == "us" and self.provider == "anthropic":
                yield "regions in batches"
            if info.get("output_cost_per_token_batches") is None and text + reasoning:
                yield "output in batches"
        elif self.service and long and any(re.search("_above_1(hr|2hr)_above_", key) for key in info):
            yield "long writes of long prompts"
        batches = "_batches" if self.service == "batch" else ""
        if long and not any(info.get(key + batches) is not None for key in prices.LONG_WRITES):
            yield "long writes"
        if any("token" in key and type(rate) is float and fraction(rate) * 10**12 % 1 for key, rate in info.items()):
            yield "noise"
        if info.get("cache_creation_input_token_cost") == 0 and short + long:
            yield "free cache writes"
        if info.get("cache_read_input_token_cost") == 0 and read:
            yield "free cache reads"


def names(program):
    """The models that the table has by LiteLLM's prices, by each of their names."""
    text = subprocess.run([program, "--names"], check=True, capture_output=True, text=True).stdout
    return dict(line.split("\t") for line in text.splitlines())


def candidates(calculator, table):
    """The models of LiteLLM's that are in the table: the key, the entry, the provider."""
    lowered = {key.lower() for key in calculator.plain}
    for key, info in sorted(calculator.plain.items()):
        provider = prices.PROVIDERS.get(info.get("litellm_provider"))
        if provider is None and (info.get("litellm_provider") or "").startswith("vertex_ai"):
            provider = "vertex_ai"
        if provider and info.get("mode") in prices.MODES:
            rest = key.lower()
            while rest.startswith(f"{provider}/"):
                rest = rest[len(provider) + 1 :]
            # With the provider before it comes first, in LiteLLM as here.
            if key.lower() != f"{provider}/{rest}" and f"{provider}/{rest}" in lowered:
                continue
            if not info.get("input_cost_per_token") and not info.get("tiered_pricing"):
                continue
            if table.get(f"{provider}/{rest}") == f"{provider}/{rest}":
                yield key, info, provider


def genai_calls(table, lowered, count, chance):
    """Calls of models whose prices come from genai-prices, on days of the last two years, with what it says they cost."""
    from genai_prices import Usage, calc_price
    from genai_prices.data import providers

    models = []
    for provider in providers:
        ours = prices.GENAI_PROVIDERS.get(provider.id)
        for model in provider.models if ours else []:
            name = f"{ours}/{model.id.lower()}"
            is_ours = table.get(name) == name and name not in lowered and model.id.lower() not in lowered
            # Some are not found by their own ids.
            if is_ours and model.is_match(model.id):
                models.append((provider.id, model, name))
    for number in range(count):
        provider, model, name = models[number % len(models)]
        moment = 1_735_689_600 + chance.randrange(690 * 86400)
        sizes = [1, 1000, 100_000, 128_000, 200_000, 256_000, 272_000, 1_200_000]
        new, read, written, output = (chance.randrange(chance.choice(sizes) + 2) for _ in range(4))
        if name.startswith("voyage/") or "embed" in name:
            output = 0
        usage = Usage(
            input_tokens=new + read + written, cache_read_tokens=read, cache_write_tokens=written, output_tokens=output
        )
        cost = calc_price(
            usage, model.id, provider_id=provider,
            genai_request_timestamp=datetime.datetime.fromtimestamp(moment, datetime.UTC),
        )  # fmt: skip
        fields = [name, "", "", "", "0", str(moment * 1000), str(new), str(read), str(written), "0", str(output), "0"]
        yield "\t".join(fields), cost, model.id


def compare_genai(program, table, lowered, count, chance):
    """How many prices differ from what genai-prices calculates; all of them are told."""
    calls = list(genai_calls(table, lowered, count, chance))
    lines = "\n".join(line for line, _, _ in calls) + "\n"
    answers = subprocess.run([program], input=lines, check=True, capture_output=True, text=True).stdout.splitlines()
    equal, excused, wrong = 0, 0, []
    for (line, cost, asked), answer in zip(calls, answers, strict=True):
        mine = answer.split("\t")[0]
        if cost.model.id != asked:
            excused += 1
        elif mine != "unpriced" and decimal.Decimal(mine) == cost.total_price:
            equal += 1
        elif mine != "unpriced" and abs(decimal.Decimal(mine) - cost.total_price) * 10_000 < cost.total_price:
            excused += 1
        else:
            wrong.append(f"llmctl {mine}, genai-prices {cost.total_price}: {line!r}")
    for difference in wrong[:SHOWN]:
        print(difference)
    print(f"{len(calls)} calls priced by genai-prices: {equal} equal to the last digit, {len(wrong)} different")
    if excused:
        print(f"  {excused} differ: {REASONS['thirds']}")
    return len(wrong)


def main():
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2]).absolute()
    count, seed = (int(value) for value in (sys.argv[3:] + ["20000", "1"][len(sys.argv) - 3 :]))
    enter_environment(folder)
    calculator = LiteLLM()
    chance = random.Random(seed)
    table = names(program)
    models = list(candidates(calculator, table))
    calls = [Call(*models[n % len(models)] if n < len(models) else chance.choice(models), chance) for n in range(count)]
    lines = "\n".join(call.line for call in calls) + "\n"
    answers = subprocess.run([program], input=lines, check=True, capture_output=True, text=True).stdout.splitlines()
    ours = [answer.split("\t")[0] for answer in answers]
    costs = {}
    for is_exact in (True, False):
        calculator.use(is_exact)
        costs[is_exact] = [calculator.cost(call) for call in calls]
    excused = collections.Counter()
    wrong, equal = [], 0
    for call, mine, exact, plain in zip(calls, ours, costs[True], costs[False], strict=True):
        if abs(fraction(exact) - fraction(plain)) * 10**12 > abs(fraction(exact)):
            sys.exit(f"LiteLLM on exact numbers gives {float(exact)!r}, plainly {plain!r}: {call.line}")
        if mine != "unpriced" and fractions.Fraction(mine) == fraction(exact):
            equal += 1
        elif reasons := list(call.reasons()):
            excused[reasons[0]] += 1
        else:
            wrong.append((call, mine, exact))
    for call, mine, exact in wrong[:SHOWN]:
        print(f"llmctl {mine}, LiteLLM {float(exact)!r}: {call.line!r}")
    print(f"{len(calls)} calls of {len(models)} models: {equal} equal to the last digit, {len(wrong)} different")
    for reason, number in excused.most_common():
        print(f"  {number} differ: {REASONS[reason]}")
    lowered = {key.lower() for key in calculator.plain}
    different = compare_genai(program, table, lowered, count // 4, chance)
    sys.exit(1 if wrong or different else 0)


if __name__ == "__main__":
    main()
