//! # What people at a bakery write about
//!
//! Subjects and sentences in the languages of the practice company, and the outside firms that write to it.
//! It is data: a letter takes one subject and some sentences of one language.

use super::Correspondent;

/// The words of one language.
#[derive(Debug)]
pub(crate) struct Words {
    pub(crate) greeting: &'static str,
    pub(crate) closing: &'static str,
    pub(crate) subjects: &'static [&'static str],
    pub(crate) sentences: &'static [&'static str],
}

/// Firms and customers outside the company.
pub(crate) const OUTSIDE: &[Correspondent] = &[
    Correspondent {
        name: "North Mill Orders",
        address: "orders@north-mill.example",
    },
    Correspondent {
        name: "Hafen-Konditorei Böhm",
        address: "kontakt@hafen-konditorei.example",
    },
    Correspondent {
        name: "Crèmerie du Phare",
        address: "bonjour@cremerie-du-phare.example",
    },
    Correspondent {
        name: "Town Hall, Market Office",
        address: "market@town-hall.example",
    },
    Correspondent {
        name: "Deniz Kahve",
        address: "siparis@deniz-kahve.example",
    },
    Correspondent {
        name: "Piekarnia Świt",
        address: "biuro@piekarnia-swit.example",
    },
    Correspondent {
        name: "港ホテル",
        address: "kitchen@minato-hotel.example",
    },
    Correspondent {
        name: "Lighthouse Savings",
        address: "statements@lighthouse-savings.example",
    },
];

pub(crate) const ENGLISH: Words = Words {
    greeting: "Good morning,",
    closing: "Best wishes",
    subjects: &[
        "Flour delivery on Thursday",
        "Rota for next week",
        "Invoice for the market stall",
        "Oven number two is back",
        "Harbour festival: forty loaves",
        "Tasting notes for the rye",
        "Keys to the store room",
    ],
    sentences: &[
        "The van comes at half past five, so please leave the side door open.",
        "We sold every loaf by noon and could have sold twenty more.",
        "I have put the list into the blue folder next to the till.",
        "The new oven holds its heat well, but the timer still runs a minute slow.",
        "Could you check the numbers before I send them to the bank?",
        "The hotel asks for the small rolls again, the ones with poppy seeds.",
        "Nothing else has changed since we spoke on Monday.",
        "Please tell me by Friday whether that suits you.",
    ],
};

pub(crate) const GERMAN: Words = Words {
    greeting: "Guten Morgen,",
    closing: "Viele Grüße",
    subjects: &[
        "Bestellung für Samstag",
        "Schichtplan für die nächste Woche",
        "Rechnung für März",
        "Müller & Söhne: neue Preise",
        "Öfen werden am Dienstag geprüft",
        "Brötchen für das Hafenfest",
    ],
    sentences: &[
        "Das Mehl kommt am Donnerstag, die Säcke müssen gleich ins trockene Lager.",
        "Für das Frühstück im Hotel brauchen wir achtzig Brötchen und zwölf Zöpfe.",
        "Die Rechnung liegt bei, zahlbar bis zum Ende des Monats.",
        "Der Prüfer war zufrieden und möchte nur das Thermometer getauscht haben.",
        "Könntest du bitte am Freitag die Frühschicht übernehmen?",
        "Die Konditorei fragt, ob wir die Böden auch größer backen können.",
        "Sonst gibt es nichts Neues aus der Backstube.",
    ],
};

pub(crate) const FRENCH: Words = Words {
    greeting: "Bonjour,",
    closing: "Bien à vous",
    subjects: &[
        "Gâteau pour la fête de samedi",
        "Livraison de beurre reportée",
        "Devis : mariage à l’hôtel du Port",
        "Recette des éclairs, deuxième essai",
        "Fermeture du lundi de Pâques",
    ],
    sentences: &[
        "Le beurre arrivera mercredi, nous gardons donc la pâte au frais une journée de plus.",
        "La cliente préfère trois étages et des amandes plutôt que du chocolat.",
        "J’ai noté les quantités sur la feuille accrochée près du four.",
        "Pourriez-vous confirmer l’heure de la livraison avant ce soir ?",
        "Le deuxième essai était meilleur : moins de sucre, cuisson plus longue.",
        "Tout le reste est prêt depuis hier.",
    ],
};

pub(crate) const TURKISH: Words = Words {
    greeting: "Günaydın,",
    closing: "Kolay gelsin",
    subjects: &[
        "Cuma günü için simit siparişi",
        "Gece vardiyası değişti",
        "Kahve faturası",
        "Yeni hamur tarifi",
        "Fırın bakımı",
    ],
    sentences: &[
        "Cuma sabahı yüz yirmi simit gerekiyor, susamı bol olsun.",
        "Gece vardiyasını ben alırım, sen pazar günü dinlen.",
        "Yeni un biraz daha fazla su istiyor.",
        "Faturayı ekledim, toplam geçen aydakiyle aynı.",
        "Şoför arka kapıdan girecek, anahtar onda.",
        "Başka bir değişiklik yok.",
    ],
};

pub(crate) const POLISH: Words = Words {
    greeting: "Dzień dobry,",
    closing: "Pozdrawiam",
    subjects: &[
        "Zamówienie na pączki",
        "Faktura za wrzesień",
        "Grafik na święta",
        "Nowa umowa z młynem",
        "Pytanie o żytni zakwas",
    ],
    sentences: &[
        "Na tłusty czwartek potrzebujemy trzystu pączków z różą.",
        "Fakturę przesyłam w załączniku, termin płatności mija za dwa tygodnie.",
        "Zakwas rośnie wolniej niż zwykle, bo w piekarni jest chłodniej.",
        "Młyn proponuje niższą cenę, jeśli odbierzemy całą tonę naraz.",
        "Proszę o odpowiedź do środy.",
        "Reszta bez zmian.",
    ],
};

pub(crate) const JAPANESE: Words = Words {
    greeting: "おはようございます。",
    closing: "よろしくお願いします",
    subjects: &[
        "メロンパンの試作について",
        "土曜日の注文",
        "来週のシフト",
        "港ホテルへの納品",
    ],
    sentences: &[
        "今朝のメロンパンは昨日より皮がさっくり焼けました。",
        "ホテルから食パンを二十斤追加したいと連絡がありました。",
        "バターの在庫が少ないので、水曜日までに注文してください。",
        "来週の火曜日は歯医者のため、午後から出ます。",
        "ほかに変わったことはありません。",
    ],
};

pub(crate) const PORTUGUESE: Words = Words {
    greeting: "Bom dia,",
    closing: "Um abraço",
    subjects: &[
        "Pão de queijo para o sábado",
        "Férias de verão",
        "Orçamento da nova vitrine",
        "Reunião com o fornecedor de açúcar",
    ],
    sentences: &[
        "A massa descansou a noite toda e cresceu muito bem.",
        "O fornecedor aceita entregar às seis, antes de abrirmos.",
        "A vitrine nova custa menos do que pensávamos.",
        "Você pode conferir as férias de todos antes de sexta?",
        "Deixei as amostras na prateleira de cima.",
    ],
};
