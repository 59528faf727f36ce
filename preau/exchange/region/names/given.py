"""First names, by decade of birth and sex, the most given first. Our own lists, from general knowledge."""

from __future__ import annotations

from types import MappingProxyType

_GIRLS = {
    1960: """
Catherine Sylvie Christine Brigitte Martine Isabelle Nathalie Véronique Patricia Dominique Françoise Chantal
Corinne Pascale Marie-Christine Marie-Hélène Annie Évelyne Élisabeth Florence Anne Hélène Michèle Nadine
Joëlle Béatrice Muriel Laurence Marie-José Ghislaine Claudine Odile Agnès Maryse Josiane Colette Mireille
Marie-Line Geneviève Bernadette Régine Solange Danièle Viviane Jocelyne
""",
    1970: """
Nathalie Sandrine Isabelle Valérie Karine Stéphanie Sophie Céline Christelle Laurence Florence Delphine
Virginie Séverine Magali Cécile Carole Anne Frédérique Géraldine Estelle Corinne Sabine Agnès Muriel Karen
Laetitia Marie Emmanuelle Nadège Peggy Sylvie Véronique Hélène Claire Fabienne Anne-Marie Marie-Laure Ingrid
Sonia Gaëlle Béatrice Nadine Myriam Barbara Marie-Pierre Florie Coralie Anne-Sophie
""",
    1980: """
Aurélie Émilie Céline Julie Élodie Audrey Stéphanie Laetitia Amélie Mélanie Marion Virginie Claire Sabrina
Sarah Jennifer Vanessa Delphine Marie Laura Caroline Cécile Charlotte Aurore Angélique Anne-Laure Fanny
Mathilde Élise Ludivine Hélène Marjorie Noémie Cindy Julia Pauline Lucie Anaïs Alexandra Perrine Magali
Bénédicte Solène Gwladys Adeline Elsa Coralie Maud Lise Mylène Priscilla Séverine Amandine Clémence Estelle
Blandine
""",
    1990: """
Marine Laura Camille Manon Pauline Marion Anaïs Mathilde Morgane Chloé Léa Sarah Justine Marie Margaux Alice
Clémence Juliette Emma Charlotte Noémie Océane Coralie Mélissa Lucie Solène Amandine Élodie Cassandra Julie
Claire Ophélie Eva Célia Audrey Lisa Laurine Maëva Alexia Jade Héloïse Lola Estelle Agathe Tiphaine
Valentine Axelle Romane Alizée Cyrielle Anouk Élise
""",
    2010: """
Emma Jade Louise Chloé Léa Inès Manon Lola Camille Zoé Lina Juliette Sarah Alice Eva Lucie Rose Anna Romane
Lena Ambre Louna Julia Margaux Clara Nina Agathe Jeanne Mila Léonie Elsa Lou Maëlys Lilou Capucine Charlotte
Élise Ninon Victoria Olivia Giulia Margot Apolline Célia Iris Mathilde Noémie Maëlle Héloïse Flavie Anaïs
Constance Lise Clémence Éléonore Faustine Maya Louane Thaïs Adèle Blanche Cléa Lison Pauline Salomé Zélie
Albane Aliénor Bérénice Estelle Eulalie Aude Lucile Mahaut Maïa Myrtille Océane Prune Soline Thelma Violette
Yaëlle Énora Maud Aélis Flora Galane Mireille
""",
}

_BOYS = {
    1960: """
Philippe Patrick Thierry Pascal Éric Bruno Christian Laurent Didier Michel Alain Jean-Pierre Serge Gilles
Bernard Christophe Olivier Marc François Denis Dominique Hervé Jean-Luc Jean-Marc Jacques Yves Daniel Franck
Frédéric Gérard Jean-Claude Francis Joël Jean-Louis Robert Régis Henri Vincent Jean-Paul Guy Roland
Jean-Michel Claude Luc Roger René Marcel Georges
""",
    1970: """
Stéphane Christophe David Laurent Frédéric Olivier Sébastien Éric Nicolas Jérôme Franck Philippe Cédric
Fabrice Arnaud Ludovic Vincent Pascal Bruno Thierry Xavier Emmanuel Lionel Yannick Gilles Guillaume Hervé
Samuel Fabien Cyril Patrice Denis Sylvain Benoît Régis Jean-François Damien Mickaël Gaël Didier Matthieu
Marc Alexandre Grégory Jean-Philippe Raphaël Yann Aymeric
""",
    1980: """
Nicolas Julien Guillaume Sébastien Mathieu Jérémy Cédric Thomas Romain Alexandre Mickaël Damien Anthony
Vincent Fabien Kévin Maxime Benjamin Pierre Florian Jonathan David Arnaud Jérôme Grégory Yoann Aurélien Rémi
Adrien Ludovic Loïc Simon Antoine Benoît Clément Cyril Sylvain Baptiste Samuel Yannick Laurent Gaëtan
Thibault François Olivier Jean-Baptiste Xavier Johan Gauthier Bastien
""",
    1990: """
Kévin Thomas Alexandre Nicolas Maxime Romain Quentin Florian Anthony Jérémy Valentin Lucas Clément Hugo
Antoine Théo Dylan Alexis Benjamin Adrien Pierre Corentin Jordan Loïc Arthur Guillaume Bastien Baptiste Rémi
Victor Simon Louis Paul Mathieu Dorian Tristan Robin Gaëtan Axel Léo Rémy Émilien Vincent Thibaut Samuel
Jules Martin Nathan Tanguy Aymeric
""",
    2010: """
Lucas Gabriel Léo Louis Enzo Nathan Hugo Jules Raphaël Arthur Ethan Théo Noah Mathis Tom Paul Adam Maël
Timéo Clément Sacha Antoine Maxime Nolan Noé Robin Axel Martin Baptiste Aaron Eliott Victor Gabin Mathéo
Samuel Rayan Simon Valentin Alexandre Malo Thomas Augustin Marius Evan Gaspard Titouan Liam Lenny Côme
Basile Léon Pierre Lorenzo Quentin Kylian Oscar Eliot Rémi Esteban Diego Loan Tristan Auguste Camille Félix
Isaac Adrien Achille Esteve Loïs Naël Joan Timothée Guilhem Jean Bastien Aymeric Benoît César Rafael Élie
Émile Ferréol Florian Joris Julian Milo Nathanaël Odilon Roch Sernin Yoan Zacharie Jaume
""",
}

#: First names that go with family names from elsewhere, women's then men's; used for every age.
_ELSEWHERE = {
    "maghreb": """
Fatima Nadia Samira Leïla Yasmine Karima Amina Inès Sofia Myriam Nour Lina Salma Malika Houria Imane
Sarah Kenza Safia Rania Assia Khadija Naïma Soraya Dounia Aya Hajar Meriem Zineb Ikram Zahra Latifa
|
Mohamed Karim Rachid Yanis Mehdi Samir Ilyes Adam Ayoub Nassim Sofiane Bilal Hakim Farid Amine Omar
Youssef Ibrahim Kamel Walid Rayan Idir Hocine Yacine Anis Tarik Abdelkader Djamel Imad Zakaria Ismaël
Badr
""",
    "iberia": """
Maria Carmen Ana Isabel Teresa Lucia Elena Paula Rosa Marta Pilar Inês Beatriz Sofia Núria Montserrat
Margarida Luísa Júlia Laia Raquel Lurdes
|
José Manuel Antonio Carlos Miguel Luis Pedro João Rui Jorge Paulo Francisco Diego Pablo Tiago Joan Jordi
Xavier Rafael Nuno Alberto Ramon Esteban Duarte
""",
    "italy": """
Giulia Chiara Francesca Elena Anna Paola Sara Silvia Bianca Giorgia Alessia Lucia Rosa Ornella Martina
|
Marco Luca Paolo Andrea Giovanni Matteo Stefano Fabio Enzo Lorenzo Dino Bruno Alessandro Nino Tullio
""",
    "africa": """
Aminata Fatou Aïssatou Mariama Awa Grâce Divine Rokia Kadiatou Adjoua Bintou Céleste Ndeye Fanta Aïcha
Marie-Noël Espérance Oumou Salimata Merveille
|
Mamadou Ousmane Ibrahima Moussa Cheikh Abdoulaye Kofi Christ Boubacar Emmanuel Seydou Modibo Amadou Koffi
Jean-Bosco Lamine Idrissa Dieudonné Samba Youssouf
""",
    "anatolia": """
Elif Zeynep Ayşe Esra Merve Fatma Selin Derya Melisa Sibel Gülay Ebru Nur Hatice
|
Mehmet Mustafa Emre Yusuf Ali Hasan Burak Kerem Serkan Deniz Ömer Eren Murat Can
""",
    "asia": """
Linh Mai Thi-Lan Lan-Anh Mei Xin Sokha Minh-Anh Chanthy Hoa Kim Thuy Jia Phuong Bopha
|
Minh Duc Quang Vinh Tuan Wei Hao Sophal Vannak Anh-Tuan Long Kevin Dara Jun Bao
""",
    "east": """
Anna Katarzyna Olena Natalia Iryna Oksana Elena Ioana Maria Svetlana Magdalena Daria Mirela Alina Tatiana
|
Piotr Andriy Oleksandr Ion Mihai Dmitri Tomasz Pavel Ivan Nikola Stefan Bogdan Marek Viktor Andrei
""",
    "north": """
Emily Sarah Charlotte Anke Sabine Kate Fiona Ingrid Saskia Lotte Megan Hannah Ruth Heidi Marieke
|
James Thomas Oliver Jan Pieter Andrew Stefan Matthias Liam Hugh Simon Jürgen Patrick William Bram
""",
}

GIVEN = MappingProxyType(
    {decade: (tuple(_GIRLS[decade].split()), tuple(_BOYS[decade].split())) for decade in _GIRLS}
)
ELSEWHERE = MappingProxyType(
    {origin: tuple(tuple(part.split()) for part in both.split("|")) for origin, both in _ELSEWHERE.items()}
)
