"""What another database engine answers to the questions that kofukin answers, over datasets made at random.

``made_data`` makes a dataset, ``questions`` asks, ``answers`` works out from the exported CSV and the dataset itself
what must come back, and ``trial`` holds the two against each other. Of kofukin only the folding of texts is used: what
``query/`` and ``store/`` do is done here once more in another way, so that both have to be wrong alike to agree.
"""
