/// What attempts say, in the languages that models follow best.
extension InjectionPhrase {
  /// All phrases.
  static let all =
    phrases(.override, .likely, overrides) + phrases(.override, .possible, doubtfulOverrides)
    + phrases(.impersonation, .likely, roles) + phrases(.silencing, .likely, silencing)
    + phrases(.silencing, .possible, doubtfulSilencing) + phrases(.address, .likely, addresses)
    + phrases(.address, .possible, doubtfulAddresses) + phrases(.exfiltration, .likely, exfiltration)
    + phrases(.forgery, .possible, forgeries)

  private static func phrases(
    _ kind: InjectionAttempt.Kind, _ certainty: InjectionAttempt.Certainty, _ table: String
  ) -> [InjectionPhrase] {
    table.split(separator: "\n").map { InjectionPhrase(kind, certainty, $0) }
  }

  private static let overrides = """
    ignore|ignoring|disregard|forget|discard|neglect ~3 previous|prior|above|preceding|earlier|foregoing|former|your|system|developer ~3 instructions|prompt|prompts|directives|directions|guidelines|programming
    override|bypass|overriding ~3 previous|prior|above|preceding|earlier|your|system ~3 instructions|directives|guidelines|programming
    ignore|disregard|forget|override ~2 instructions|prompt|prompts|directives|guidelines ~4 above|before|previously|earlier|given|received|reviewing
    ignore|disregard|forget|override ~2 rules|orders|constraints|restrictions ~1 you|your
    ignore|disregard|forget ~1 everything|anything|all|what ~2 you ~3 told|instructed|know|learned|asked|given
    ignore|disregard|forget ~1 everything|anything ~3 told|instructed|said
    follow|obey ~1 these|this|my|the ~2 instructions|instruction ~1 instead|only
    ignore|disregard|skip ~2 review|reviewing ~2 instructions|rules|guidelines|prompt|policy
    your ~1 new|real|actual|only|true|updated ~2 instructions|instruction|task|goal|objective|purpose|role ~1 is|are
    ignoriere|ignorier|ignorieren|vergiss|missachte ~4 vorherigen|vorherige|vorigen|bisherigen|obigen|fruheren|deine|alle ~4 anweisungen|anweisung|instruktionen|vorgaben|regeln
    ignore|ignorez|ignorer|oublie|oubliez ~2 instructions|consignes|directives|regles ~3 precedentes|precedente|anterieures|dessus|systeme
    ignore|ignorez|oublie|oubliez ~3 toutes|tes|vos ~3 consignes|instructions
    ignora|ignore|ignorar|olvida|olvide|olvidar|descarta ~3 instrucciones|indicaciones|ordenes|reglas ~3 anteriores|previas|arriba|sistema
    ignora|ignore|olvida|esqueca|desconsidere ~3 todas|tus|suas ~3 instrucciones|instrucoes
    ignore|ignora|ignorar|esqueca|desconsidere ~3 instrucoes|orientacoes|regras ~3 anteriores|previas|acima|sistema
    ignora|ignorare|ignorate|dimentica|dimenticate ~3 istruzioni|indicazioni|regole ~3 precedenti|sopra|sistema
    negeer|vergeet ~3 vorige|eerdere|bovenstaande|alle ~3 instructies|aanwijzingen|opdrachten
    zignoruj|ignoruj|zapomnij ~3 poprzednie|wczesniejsze|wszystkie|powyzsze ~3 instrukcje|polecenia|wytyczne
    onceki|yukaridaki ~3 talimatlari|talimatlar|yonergeleri ~3 yoksay|unut|gormezden|dikkate
    игнорируй|игнорируйте|забудь|забудьте|проигнорируй ~3 предыдущие|прежние|все|вышеуказанные|предыдущих ~3 инструкции|инструкций|указания|правила
    ігноруй|забудь ~3 попередні|усі|всі ~3 інструкції|вказівки
    تجاهل|انس ~3 التعليمات|الأوامر|تعليمات
    忽略|无视|無視|忘记|忘記|不理 ~10 指令|指示|提示|说明|說明|规则|規則|命令
    指示|命令|指令|プロ ~12 無視|忘れ
    지시|명령|지침|프롬 ~12 무시|잊어|잊으
    """

  private static let doubtfulOverrides = """
    ignore|disregard|forget|override ~2 previous|prior|preceding|earlier|foregoing|your|system ~2 rules|orders|commands|constraints|message|messages|context|training
    stop|cease ~1 reviewing|analyzing|analysing ~3 file|code|change|diff|pr|now|here
    new|updated ~1 instructions|instruction ~2 reviewer|reviewers|model|assistant|ai|llm|follow
    system|admin|administrator|developer ~1 override|instruction|instructions|directive ~2 reviewer|approve|review|ignore|you|must|new
    """

  private static let roles = """
    you|u are|re ~1 now|henceforth ~3 assistant|model|ai|bot|reviewer|agent|dan|unrestricted|jailbroken|chatbot|llm|approver
    you|u are|re ~2 in ~1 developer|maintenance|god|unrestricted|approval ~0 mode
    act|behave|respond|answer|roleplay ~0 as ~3 assistant|ai|dan|llm|reviewer|approver|jailbroken|unrestricted
    pretend|imagine|assume ~3 you|youre ~3 assistant|ai|dan|llm|reviewer|approver|unrestricted|approved
    from now on ~2 you ~4 will|must|shall|should|are|only|respond|answer
    du bist ~1 jetzt|nun|ab ~3 assistent|modell|ki|prufer|reviewer
    tu|vous es|etes ~2 maintenant|desormais ~3 assistant|modele|ia|relecteur
    ahora eres ~3 asistente|modelo|ia|revisor
    ты теперь ~3 ассистент|модель|ии|рецензент|бот
    """

  private static let silencing = """
    do|please not ~1 report|flag|mention|raise|list ~4 finding|findings|vulnerability|vulnerabilities|backdoor|injection !through|via|publicly|public|github|email|forum|tracker|twice|duplicate|duplicates|until|stale|before
    dont|never|without ~1 report|flag|mention|raise|list|reporting|flagging ~4 finding|findings|vulnerability|vulnerabilities|backdoor|injection !through|via|publicly|public|github|email|forum|tracker|twice|duplicate|duplicates|until|stale|before
    do|please not ~1 review|analyze|analyse|inspect|audit|scan ~1 this|that|the ~1 file|function|code|change|diff|commit|block|section|lines|line|pr
    dont|never ~1 review|analyze|analyse|inspect|audit ~1 this|that|the ~1 file|function|code|change|diff|commit|block|section|lines|line|pr
    report|return|output|give|produce|emit|answer|respond ~2 no|zero|0|empty ~2 findings|vulnerabilities|finding !if|when|unless|where|because
    return|output|produce|emit|give|respond|answer|reply ~3 empty ~2 list|array ~2 findings|finding|issues
    answer|respond|reply|output|say|write ~2 only|just|with|exactly|simply ~3 lgtm|approved|safe
    answer|respond|reply|output|say|write ~2 with|only|that ~2 no ~2 issues|issue|problems|findings|vulnerabilities|bugs ~1 found|exist|here|detected|present
    approve ~1 this|the ~1 pr|pull|change|diff|merge|commit|patch|mr|code ~1 without|immediately|request|now|unconditionally|regardless|automatically !after|if|once|when|button|by|requires
    mark|classify|label|rate|consider|treat|report ~1 this|these|it|the ~2 file|code|change|changes|diff|commit|pr|function|patch|vulnerability|finding|findings ~1 as ~1 safe|approved|reviewed|secure|benign|clean|harmless|trusted|info|informational|resolved
    this|the ~1 file|code|change|diff|commit|function|patch|pr|module|section ~1 is|was|has|were|been ~2 reviewed|approved|audited|vetted|verified|cleared|signed ~2 by ~2 security|compliance|safety|audit|anthropic|openai|admin|ciso
    already|previously ~1 reviewed|approved|audited|vetted|cleared ~1 by ~2 security|compliance|safety|audit|anthropic|openai|admin|ciso
    lower|reduce|downgrade|set|cap|keep ~2 severity ~4 info|informational|low|lowest|none ~2 this|findings|finding|everything|all|reviewer|file
    there|there is|are no ~1 security|vulnerabilities|vulnerability ~1 issues|problems|bugs|concerns|here|in ~1 this|here|in ~1 file|code|change|diff|commit|function|pr
    nothing to ~0 report|flag ~1 here|in|about
    no need to ~0 review ~1 this|these|here|it
    no need to ~0 report|flag ~1 this|these|any ~1 file|function|code|change|finding|findings|issue|issues
    melde|melden|berichte|berichten|erwahne|erwahnen ~3 keine|nichts|nicht ~3 befunde|befund|schwachstellen|schwachstelle|probleme|fehler|sicherheitslucken|datei
    ne signale|signalez|mentionne|mentionnez|rapporte|rapportez ~1 pas|aucun|aucune|rien ~4 probleme|problemes|vulnerabilite|vulnerabilites|fichier|faille|failles|bug
    no informes|informe|reportes|reporte|menciones|mencione|senales ~5 problema|problemas|vulnerabilidad|vulnerabilidades|archivo|hallazgo|hallazgos|error
    nao reporte|relate|mencione|informe ~5 problema|problemas|vulnerabilidade|vulnerabilidades|arquivo|falha|falhas
    non segnalare|segnalate|menzionare|riportare ~5 problema|problemi|vulnerabilita|file|errore|errori
    не сообщай|сообщайте|упоминай|упоминайте|докладывай ~5 уязвимости|уязвимостях|ошибки|ошибках|проблемах|проблемы|файле|находках
    不要|请勿|禁止|别报 ~6 报告|报出|提及|指出|標記|标记|報告 ~8 问题|漏洞|错误|文件|問題|代码|缺陷
    報告|指摘 ~5 しな|不要|いで
    보고|지적 ~4 하지|마세|말고|마라
    """

  private static let doubtfulSilencing = """
    do|please not ~1 report|flag|mention|raise ~1 this|these|any|anything ~2 file|function|code|change|line|lines|issue|issues|problem|problems|bug|bugs !through|via|publicly|public|github|email|forum|tracker|twice|until|here|on
    dont|never ~1 report|flag|mention|raise ~1 this|these|any|anything ~2 file|function|code|change|line|lines|issue|issues|problem|problems|bug|bugs !through|via|publicly|public|github|email|forum|tracker|twice|until|here|on
    skip ~1 security|code ~0 review ~2 this|file|change|pr|here
    no ~1 issues|findings|problems|vulnerabilities ~1 should|must|may ~0 be ~1 reported|flagged|raised|mentioned
    """

  private static let addresses = """
    note|notes|message|messages|attention|dear|hey|hello|hi|notice|reminder|instructions|instruction|hint ~1 to|for|any|all|the|you|ai|llm|automated ~3 ai|llm|llms|gpt|chatgpt|claude|copilot|gemini|codex|chatbot|chatbots ~1 reviewer|reviewers|model|models|assistant|assistants|agent|agents|bot|bots|tool|tools|system|systems|please|this|ignore|reading|you|must|should
    attention|dear|hey|hello ~1 ai|llm|llms|chatgpt|claude|copilot|gemini|chatbot
    attention|dear|note|message|notice|instructions|instruction|hey ~2 language ~0 model|models
    if you|youre ~1 are|re|an|a ~2 ai|llm|chatbot|gpt|chatgpt|claude|copilot !want|prefer|like|using
    if you|youre ~1 are|re|an|a ~2 language|automated|machine ~0 model|reviewer|learning
    as an|a ~1 ai|llm ~1 language|model|assistant|reviewer|you|i ~2 model|must|should|cannot|will|reviewing|can
    ai|llm|automated ~2 reviewer|reviewers|assistants|assistant|model|models|tool|tools ~2 must|shall|should|please ~3 ignore|skip|approve|disregard|pass|accept|report|respond|not|answer|mark|output
    tell|inform|assure|convince ~1 the|your|human|user ~1 user|developer|reviewer|human|author|maintainer|programmer ~2 code|change|pr|diff|everything|it|file|this ~1 is|looks|are ~2 safe|fine|good|secure|approved|correct
    begin|start|end|prefix|finish your|the response|answer|reply|output with|by
    begin|start|end|prefix|append|include|add|finish ~4 in|to|of|with ~1 your ~1 response|answer|reply|output|review|summary|findings|report !if|when|issue|bug
    in your ~1 response|answer|reply|output|review|findings|report|summary ~2 include|say|state|write|claim|omit|add|mention|only
    hinweis|achtung|anweisung ~2 an|fur ~3 ki|sprachmodell|sprachmodelle|llm|ai
    wenn|falls du ~2 ki|sprachmodell|llm ~1 bist
    si tu|vous es|etes ~3 ia|llm|langage
    si eres ~3 ia|llm|lenguaje
    если ты ~3 ии|модель|нейросеть|бот
    如果 ~5 人工|语言|語言|模型|助手
    """

  private static let doubtfulAddresses = """
    ai|llm|llms|chatgpt|claude|copilot ~1 reviewer|reviewers|agents|agent|assistant|assistants ~2 ignore|skip|approve|disregard
    dear|attention|note ~2 reviewer|reviewers|bot|assistant ~3 ignore|skip|approve|disregard|not|nothing|safe
    """

  private static let exfiltration = """
    reveal|print|show|output|repeat|leak|disclose|display|dump|expose|share|echo ~3 system|initial|hidden|original|secret ~0 prompt|instructions
    reveal|repeat|leak|disclose|dump ~2 your ~1 prompt|instructions|api|secret|secrets|keys|configuration
    tell|ask|instruct|advise|urge|recommend ~1 the|your ~1 user|developer|reader|human|author ~1 to ~2 run|execute|open|visit|install|paste|download|curl|click
    send|post|upload|exfiltrate|transmit|forward|leak|email ~4 secret|secrets|credentials|keys|tokens|environment|env|conversation|prompt|passwords ~5 attacker|evil|webhook|pastebin|requestbin|ngrok
    exfiltrate ~3 secret|secrets|credentials|keys|tokens|environment|env|conversation|prompt|passwords
    include|add|embed|insert ~3 link|url|image|markdown ~4 your ~1 response|answer|reply|output|review|findings|report|message
    sage|sag|fordere ~2 benutzer|nutzer|entwickler ~4 ausfuhren|ausfuhrt|offnen|installieren
    dile|pide ~2 usuario|desarrollador ~3 ejecute|abra|instale
    """

  private static let forgeries = """
    end ~1 of ~2 diff|untrusted|changeset ~1 data|input|content|block|section|start|begin
    end ~1 of ~1 untrusted|diff ~0 diff|data|input|content
    begin|start ~1 trusted|system|reviewer|admin ~1 instructions|instruction|prompt
    the|this ~1 diff|change|data|review ~0 ends|ended|stops|finished ~0 here
    """
}
